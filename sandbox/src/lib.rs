//! (laid out; see the issue)
