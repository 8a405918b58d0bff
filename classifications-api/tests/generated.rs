// Made by `cargo xtask generate` from `spec/classifications.oas2.yaml`. Do not edit.

//! Tests each operation of the client against the document.
#![cfg(feature = "httpmock")]

#[macro_use]
mod harness;

operation! {
    query_classifications QueryClassifications = "queryClassifications";
    value "path.contractNo" contract_no: types::ContractNo, expected as same;
    value "query.languageCode" language_code: types::LanguageCode, expected as same;
    value "query.endorsementNo" endorsement_no: types::QueryClassificationsEndorsementNo, expected as same;
    value "query.customerReference" customer_reference: types::QueryClassificationsCustomerReference, expected as same;
    value "query.countryCode" country_code: types::QueryClassificationsCountryCode, expected as same;
    value "query.taxCode" tax_code: types::QueryClassificationsTaxCode, expected as same;
    response 200 ok(): types::ClassificationsResponse as same;
    response 400 bad_request(): types::BadRequestResponse as same;
    response 401 unauthorized(): types::GatewayError as same;
    response 403 forbidden(): types::GatewayError as same;
    response 404 not_found(): types::GatewayError as same;
    response 405 method_not_allowed(): types::GatewayError as same;
    response 429 too_many_requests(): types::GatewayError as same;
    response 500 internal_server_error(): types::GatewayError as same;
    body_error 200;
}

operation! {
    create_classification CreateClassification = "createClassification";
    value "path.contractNo" contract_no: types::ContractNo, expected as same;
    value "query.languageCode" language_code: types::LanguageCode, expected as same;
    value "body" body: types::ClassificationRequest, expected as same;
    response 200 ok(): types::ClassificationsResponse as same;
    response 201 created(): types::ClassificationsResponse as same;
    response 400 bad_request(): types::BadRequestResponse as same;
    response 401 unauthorized(): types::GatewayError as same;
    response 403 forbidden(): types::GatewayError as same;
    response 404 not_found(): types::GatewayError as same;
    response 405 method_not_allowed(): types::GatewayError as same;
    response 429 too_many_requests(): types::GatewayError as same;
    response 500 internal_server_error(): types::GatewayError as same;
    body_error 200;
}

operation! {
    activate_deactivate_classification ActivateDeactivateClassification = "activateDeactivateClassification";
    value "path.contractNo" contract_no: types::ContractNo, expected as same;
    value "query.languageCode" language_code: types::LanguageCode, expected as same;
    value "body" body: types::ActivationRequest, expected as same;
    response 200 ok(): types::ClassificationsResponse as same;
    response 400 bad_request(): types::BadRequestResponse as same;
    response 401 unauthorized(): types::GatewayError as same;
    response 403 forbidden(): types::GatewayError as same;
    response 404 not_found(): types::GatewayError as same;
    response 405 method_not_allowed(): types::GatewayError as same;
    response 429 too_many_requests(): types::GatewayError as same;
    response 500 internal_server_error(): types::GatewayError as same;
    body_error 200;
}

operation! {
    cancel_classification CancelClassification = "cancelClassification";
    value "path.contractNo" contract_no: types::ContractNo, expected as same;
    value "query.languageCode" language_code: types::LanguageCode, expected as same;
    value "body" body: types::CancellationRequest, expected as same;
    response 200 ok(): types::ClassificationsResponse as same;
    response 400 bad_request(): types::BadRequestResponse as same;
    response 401 unauthorized(): types::GatewayError as same;
    response 403 forbidden(): types::GatewayError as same;
    response 404 not_found(): types::GatewayError as same;
    response 405 method_not_allowed(): types::GatewayError as same;
    response 429 too_many_requests(): types::GatewayError as same;
    response 500 internal_server_error(): types::GatewayError as same;
    body_error 200;
}

operation! {
    accept_deny_premium AcceptDenyPremium = "acceptDenyPremium";
    value "path.contractNo" contract_no: types::ContractNo, expected as same;
    value "query.languageCode" language_code: types::LanguageCode, expected as same;
    value "body" body: types::PremiumRequest, expected as same;
    response 200 ok(): types::ClassificationsResponse as same;
    response 400 bad_request(): types::BadRequestResponse as same;
    response 401 unauthorized(): types::GatewayError as same;
    response 403 forbidden(): types::GatewayError as same;
    response 404 not_found(): types::GatewayError as same;
    response 405 method_not_allowed(): types::GatewayError as same;
    response 429 too_many_requests(): types::GatewayError as same;
    response 500 internal_server_error(): types::GatewayError as same;
    body_error 200;
}
