//! Sets of OAuth2 scopes (RFC 6749, section 3.3): the permissions of a token, and the key under which it is kept.
//!
//! Order and duplicates have no meaning, so a set is sorted and has no duplicates. Two operations with the same scopes in
//! different orders share one token. Each call looks up a token, so the set of an operation's scopes, which are constants,
//! allocates nothing, except for long unsorted lists.

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::sync::Arc;

/// The maximum number of constant scopes that are sorted in place. A longer list allocates if it is not sorted.
const INLINE: usize = 4;

/// A sorted set of scopes. Clones are cheap.
///
/// ```
/// use classifications_auth::ScopeSet;
///
/// const SCOPES: &[&str] = &["update", "read"];
/// let scopes = ScopeSet::of(SCOPES);
/// assert_eq!(scopes.to_string(), "read update");
/// assert_eq!(scopes, ScopeSet::new(["read", "update", "read"])?);
/// # Ok::<(), classifications_auth::InvalidScope>(())
/// ```
#[derive(Clone)]
pub struct ScopeSet(Repr);

#[derive(Clone)]
enum Repr {
    /// Sorted and distinct.
    Sorted(&'static [&'static str]),
    /// The first `len` are sorted and distinct, the others empty.
    Inline(u8, [&'static str; INLINE]),
    Shared(Arc<[Box<str>]>),
}

/// A text that is not a scope: RFC 6749 allows printable ASCII without space, `"` and `\`.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "{scope:?} is not a scope; use printable ASCII without space, quote and backslash (RFC 6749, section 3.3)"
)]
pub struct InvalidScope {
    scope: String,
}

impl ScopeSet {
    /// The empty set, for which a server grants its default scopes.
    pub const EMPTY: Self = Self(Repr::Sorted(&[]));

    /// Creates the set of an operation's scopes, which are `Operation::oauth2_scopes`.
    #[must_use]
    pub fn of(scopes: &'static [&'static str]) -> Self {
        if scopes.is_sorted_by(|a, b| a < b) {
            return Self(Repr::Sorted(scopes));
        }
        let mut sorted = [""; INLINE];
        if let Some(used) = sorted.get_mut(..scopes.len()) {
            used.copy_from_slice(scopes);
            used.sort_unstable();
            return Self(Repr::distinct(sorted, scopes.len()));
        }
        Self::shared(scopes.iter().map(|&scope| scope.into()).collect())
    }

    /// Creates a set of scopes that are only known at run time.
    ///
    /// # Errors
    /// [`InvalidScope`] names the first text that is not a scope.
    pub fn new<S: Into<String>>(scopes: impl IntoIterator<Item = S>) -> Result<Self, InvalidScope> {
        let allowed = |byte: &u8| byte.is_ascii_graphic() && !matches!(byte, b'"' | b'\\');
        let scopes: Result<Vec<Box<str>>, InvalidScope> = scopes
            .into_iter()
            .map(|scope| match scope.into() {
                scope if !scope.is_empty() && scope.as_bytes().iter().all(allowed) => {
                    Ok(scope.into_boxed_str())
                }
                scope => Err(InvalidScope { scope }),
            })
            .collect();
        scopes.map(Self::shared)
    }

    fn shared(mut scopes: Vec<Box<str>>) -> Self {
        scopes.sort_unstable();
        scopes.dedup();
        Self(Repr::Shared(scopes.into()))
    }

    /// The scopes, in order.
    #[must_use]
    pub fn iter(&self) -> impl ExactSizeIterator<Item = &str> {
        (0..self.len()).map(|index| self.get(index))
    }

    /// The number of scopes.
    #[must_use]
    pub fn len(&self) -> usize {
        match &self.0 {
            Repr::Sorted(scopes) => scopes.len(),
            Repr::Inline(len, _) => usize::from(*len),
            Repr::Shared(scopes) => scopes.len(),
        }
    }

    /// Whether the set is empty.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The union of both sets.
    pub(crate) fn union(&self, other: &Self) -> Self {
        Self::shared(self.iter().chain(other.iter()).map(Box::from).collect())
    }

    /// Whether the set has all scopes of `other`.
    pub(crate) fn contains(&self, other: &Self) -> bool {
        other
            .iter()
            .all(|scope| self.iter().any(|own| own == scope))
    }

    fn get(&self, index: usize) -> &str {
        match &self.0 {
            Repr::Sorted(scopes) => scopes.get(index).copied(),
            Repr::Inline(_, scopes) => scopes.get(index).copied(),
            Repr::Shared(scopes) => scopes.get(index).map(|scope| &**scope),
        }
        .unwrap_or_default()
    }
}

impl Repr {
    /// Removes duplicates from the first `len` scopes, which are sorted.
    fn distinct(scopes: [&'static str; INLINE], len: usize) -> Self {
        let mut kept = [""; INLINE];
        let mut kept_count: u8 = 0;
        let mut last = None;
        for scope in scopes.into_iter().take(len) {
            if last.replace(scope) == Some(scope) {
                continue;
            }
            if let Some(slot) = kept.get_mut(usize::from(kept_count)) {
                *slot = scope;
                kept_count += 1;
            }
        }
        Self::Inline(kept_count, kept)
    }
}

impl PartialEq for ScopeSet {
    fn eq(&self, other: &Self) -> bool {
        if let (Repr::Sorted(own), Repr::Sorted(others)) = (&self.0, &other.0)
            && std::ptr::eq(*own, *others)
        {
            // the usual case: both are the constant of one operation
            return true;
        }
        self.iter().eq(other.iter())
    }
}

impl Eq for ScopeSet {}

impl PartialOrd for ScopeSet {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for ScopeSet {
    fn cmp(&self, other: &Self) -> Ordering {
        self.iter().cmp(other.iter())
    }
}

impl Hash for ScopeSet {
    fn hash<H: Hasher>(&self, state: &mut H) {
        state.write_usize(self.len());
        self.iter().for_each(|scope| scope.hash(state));
    }
}

/// The scopes that a token is requested for.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum Scopes {
    /// The scopes that the document gives each operation, so that an application that was not granted `delete` can still
    /// query.
    #[default]
    OfOperation,
    /// The same scopes for all operations, for servers that expect one token.
    Fixed(ScopeSet),
}

impl Scopes {
    /// The scopes to request for an operation to which the document gives `scopes`.
    #[must_use]
    pub fn for_operation(&self, scopes: &'static [&'static str]) -> ScopeSet {
        match self {
            Self::OfOperation => ScopeSet::of(scopes),
            Self::Fixed(fixed) => fixed.clone(),
        }
    }
}

/// Writes the value of a `scope` parameter: the scopes separated by spaces.
impl fmt::Display for ScopeSet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, scope) in self.iter().enumerate() {
            if index > 0 {
                f.write_str(" ")?;
            }
            f.write_str(scope)?;
        }
        Ok(())
    }
}

impl fmt::Debug for ScopeSet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ScopeSet({self})")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn order_and_duplicates_have_no_meaning() {
        let expected = ScopeSet::new(["create", "delete", "read"]).unwrap();
        for scopes in [
            &["create", "delete", "read"][..],
            &["read", "create", "delete"],
            &["read", "read", "delete", "create"],
            &["read", "create", "delete", "read", "create", "create"],
        ] {
            let set = ScopeSet::of(scopes);
            assert_eq!(set, expected, "{scopes:?}");
            assert_eq!(set.cmp(&expected), Ordering::Equal);
            assert_eq!(
                (set.len(), set.to_string()),
                (3, "create delete read".to_owned())
            );
        }
        assert_ne!(ScopeSet::of(&["read"]), expected);
        assert_ne!(ScopeSet::of(&["create", "delete"]), expected);
    }

    #[test]
    fn few_constants_are_not_copied_to_the_heap() {
        assert!(matches!(ScopeSet::of(&["read"]).0, Repr::Sorted(_)));
        assert!(matches!(
            ScopeSet::of(&["a", "b", "c", "d", "e"]).0,
            Repr::Sorted(_)
        ));
        assert!(matches!(ScopeSet::of(&["b", "a"]).0, Repr::Inline(2, _)));
        assert!(matches!(
            ScopeSet::of(&["b", "a", "b", "a"]).0,
            Repr::Inline(2, _)
        ));
    }

    #[test]
    fn an_operation_gets_its_own_scopes_unless_all_share_one_set() {
        const CANCEL: &[&str] = &["delete"];
        assert_eq!(
            Scopes::default().for_operation(CANCEL),
            ScopeSet::of(CANCEL)
        );
        let all = ScopeSet::of(&["read", "create"]);
        assert_eq!(Scopes::Fixed(all.clone()).for_operation(CANCEL), all);
    }

    #[test]
    fn an_invalid_scope_is_named() {
        assert!(ScopeSet::EMPTY.is_empty());
        assert_eq!(
            ScopeSet::new(Vec::<String>::new()).unwrap(),
            ScopeSet::EMPTY
        );
        for scope in ["", "read update", "a\"b", "a\\b", "\u{e9}", "a\nb"] {
            let error = ScopeSet::new(["read", scope]).unwrap_err();
            assert!(
                error
                    .to_string()
                    .starts_with(&format!("{scope:?} is not a scope")),
                "{error}"
            );
        }
    }
}
