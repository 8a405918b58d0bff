//! A call of the API: token, subscription, scope, plan, condition, media types, and then the
//! operation. The order is that of `spec/README.md`.

use bytes::Bytes;
use http::header::{self, HeaderMap};
use http::request::Parts;
use http::{Response, StatusCode};
use http_body_util::Full;

use super::Shared;
use super::media_type::negotiate;
use crate::api::{self, Operation};
use crate::cases::Condition;
use crate::gateway::GatewayError;
use crate::token::Rejection;
use crate::world::World;

/// The gateway's own words, on whatever is wrong with a token.
const REFUSED: &str = "Cannot pass the security checks that are required by the target API or \
                       operation, Enable debug headers for more details.";

/// Carries out a call.
///
/// # Errors
/// The gateway's answer, when one of its checks fails. The headers go with either.
pub(super) fn call(
    shared: &Shared,
    parts: &Parts,
    operation: Operation,
    contract_no: &str,
    body: Result<Bytes, GatewayError>,
) -> (HeaderMap, Result<Response<Full<Bytes>>, GatewayError>) {
    let client_id = match authorize(shared, &parts.headers, operation) {
        Ok(client_id) => client_id,
        Err(error) => return (HeaderMap::new(), Err(error)),
    };
    let world = &mut *shared.world();
    let left = match world.condition {
        Condition::RateLimited => Err(world.plans.used_up()),
        _ => world.plans.take(&client_id, shared.clock.now()),
    };
    let left = match left {
        Ok(left) => left,
        Err(left) => {
            let error = GatewayError::new(StatusCode::TOO_MANY_REQUESTS, "Rate Limit exceeded");
            return (left, Err(error));
        }
    };
    let result = if world.condition == Condition::InternalError {
        Err(GatewayError::new(
            StatusCode::INTERNAL_SERVER_ERROR,
            "URL Open error",
        ))
    } else {
        body.and_then(|body| perform(shared, world, parts, operation, contract_no, &body))
    };
    (left, result)
}

fn perform(
    shared: &Shared,
    world: &mut World,
    parts: &Parts,
    operation: Operation,
    contract_no: &str,
    body: &[u8],
) -> Result<Response<Full<Bytes>>, GatewayError> {
    negotiate(&parts.headers, &parts.method, body)?;
    let query = parts.uri.query().unwrap_or_default();
    let today = shared.clock.today();
    let call = api::read(operation, contract_no, query, body)?;
    call.carry_out(&mut world.portfolio, &shared.rules, today)
}

/// Whose call it is, if its token opens the operation.
fn authorize(
    shared: &Shared,
    headers: &HeaderMap,
    operation: Operation,
) -> Result<String, GatewayError> {
    let refused = |challenge| {
        GatewayError::new(StatusCode::UNAUTHORIZED, REFUSED)
            .with(header::WWW_AUTHENTICATE, challenge)
    };
    let forbidden = |reason: &str| GatewayError::new(StatusCode::FORBIDDEN, reason);
    let token = bearer(headers).ok_or_else(|| refused("Bearer"))?;
    let scope = operation.scope();
    let checked = shared.authority.check(token, scope);
    // Single quotes: so the gateway writes it, against RFC 6750.
    if let Err(Rejection::Unknown | Rejection::Expired) = checked {
        return Err(refused("Bearer error='invalid_token'"));
    }
    if shared.world().condition == Condition::NotSubscribed {
        return Err(forbidden("Not registered to plan"));
    }
    checked
        .map(|grant| grant.client_id)
        .map_err(|rejection| match rejection {
            Rejection::Scope => forbidden(&format!("the token lacks the scope {scope}")).with(
                header::WWW_AUTHENTICATE,
                "Bearer error='insufficient_scope'",
            ),
            _ => forbidden("Not registered to plan"),
        })
}

fn bearer(headers: &HeaderMap) -> Option<&str> {
    let value = headers.get(header::AUTHORIZATION)?.to_str().ok()?;
    let (scheme, token) = value.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| token.trim())
}
