// Made by `cargo xtask generate` from `spec/classifications.oas2.yaml`. Do not edit.

//! Each operation of the client against the document.
#![cfg(feature = "httpmock")]

#[macro_use]
mod harness;

operation! {
    query_classifications QueryClassifications = "queryClassifications";
    value "path.contractNo" contract_no: types::ContractNo, expected as same;
    value "query.endorsementNo" endorsement_no: i64, expected as copied;
    value "query.customerReference" customer_reference: ::std::string::String, expected as text;
    value "query.taxId" tax_id: ::std::string::String, expected as text;
    value "query.country" country: types::CountryCode, expected as same;
    value "query.statusCode" status_code: ::std::vec::Vec<i32>, expected as same;
    response 200 ok(): types::ClassificationList as same;
    response 400 bad_request(): types::GatewayError as same;
    response 401 unauthorized(): types::GatewayError as same;
    response 403 forbidden(): types::GatewayError as same;
    response 404 not_found(): types::GatewayError as same;
    response 405 method_not_allowed(): types::GatewayError as same;
    response 429 too_many_requests(): types::GatewayError as same;
    response 500 internal_server_error(): types::GatewayError as same;
}

operation! {
    create_classification CreateClassification = "createClassification";
    value "path.contractNo" contract_no: types::ContractNo, expected as same;
    value "body" body: types::ClassificationRequest, expected as same;
    response 201 created(): types::Classification as same;
    response 400 bad_request(): types::GatewayError as same;
    response 401 unauthorized(): types::GatewayError as same;
    response 403 forbidden(): types::GatewayError as same;
    response 404 not_found(): types::GatewayError as same;
    response 405 method_not_allowed(): types::GatewayError as same;
    response 429 too_many_requests(): types::GatewayError as same;
    response 500 internal_server_error(): types::GatewayError as same;
}

operation! {
    activate_deactivate_classification ActivateDeactivateClassification = "activateDeactivateClassification";
    value "path.contractNo" contract_no: types::ContractNo, expected as same;
    value "body" body: types::ActivationRequest, expected as same;
    response 200 ok(): types::Classification as same;
    response 400 bad_request(): types::GatewayError as same;
    response 401 unauthorized(): types::GatewayError as same;
    response 403 forbidden(): types::GatewayError as same;
    response 404 not_found(): types::GatewayError as same;
    response 405 method_not_allowed(): types::GatewayError as same;
    response 429 too_many_requests(): types::GatewayError as same;
    response 500 internal_server_error(): types::GatewayError as same;
}

operation! {
    cancel_classification CancelClassification = "cancelClassification";
    value "path.contractNo" contract_no: types::ContractNo, expected as same;
    value "body" body: types::CancellationRequest, expected as same;
    response 200 ok(): types::Classification as same;
    response 400 bad_request(): types::GatewayError as same;
    response 401 unauthorized(): types::GatewayError as same;
    response 403 forbidden(): types::GatewayError as same;
    response 404 not_found(): types::GatewayError as same;
    response 405 method_not_allowed(): types::GatewayError as same;
    response 429 too_many_requests(): types::GatewayError as same;
    response 500 internal_server_error(): types::GatewayError as same;
}

operation! {
    accept_deny_premium AcceptDenyPremium = "acceptDenyPremium";
    value "path.contractNo" contract_no: types::ContractNo, expected as same;
    value "body" body: types::PremiumDecisionRequest, expected as same;
    response 200 ok(): types::Classification as same;
    response 400 bad_request(): types::GatewayError as same;
    response 401 unauthorized(): types::GatewayError as same;
    response 403 forbidden(): types::GatewayError as same;
    response 404 not_found(): types::GatewayError as same;
    response 405 method_not_allowed(): types::GatewayError as same;
    response 429 too_many_requests(): types::GatewayError as same;
    response 500 internal_server_error(): types::GatewayError as same;
}
