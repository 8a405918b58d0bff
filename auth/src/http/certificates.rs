//! Reads certificates and keys in PEM, which may begin with a byte order mark. Unusable ones (in a form of OpenSSL,
//! encrypted, or damaged) are reported with a remedy.

use reqwest::{Certificate, Identity};
use rustls::RootCertStore;
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;

use super::InvalidHttpSetting;

const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

/// The root certificates in `pem`.
pub(super) fn roots(pem: &[u8]) -> Result<Vec<Certificate>, InvalidHttpSetting> {
    let pem = without_byte_order_mark(pem);
    if contains(pem, "BEGIN TRUSTED CERTIFICATE") {
        return Err(InvalidHttpSetting::TrustedCertificate);
    }
    let certificates: Vec<_> = CertificateDer::pem_slice_iter(pem).collect();
    if certificates.is_empty() {
        return Err(InvalidHttpSetting::NoRootCertificate);
    }
    let numbered = (1..).zip(certificates);
    numbered
        .map(|(number, certificate)| {
            let checked = certificate.ok().and_then(check);
            checked.ok_or(InvalidHttpSetting::RootCertificate { number })
        })
        .collect()
}

/// Checks a certificate with rustls. `reqwest` would report it only when the client is built, without its number.
fn check(certificate: CertificateDer<'static>) -> Option<Certificate> {
    let der = certificate.to_vec();
    RootCertStore::empty().add(certificate).ok()?;
    Certificate::from_der(&der).ok()
}

/// The private key and the certificates in `pem`.
pub(super) fn identity(pem: &[u8]) -> Result<Identity, InvalidHttpSetting> {
    let pem = without_byte_order_mark(pem);
    let encrypted = ["BEGIN ENCRYPTED PRIVATE KEY", "Proc-Type: 4,ENCRYPTED"];
    if encrypted.into_iter().any(|marker| contains(pem, marker)) {
        return Err(InvalidHttpSetting::EncryptedKey);
    }
    Identity::from_pem(pem).map_err(InvalidHttpSetting::Identity)
}

fn without_byte_order_mark(pem: &[u8]) -> &[u8] {
    pem.strip_prefix(BYTE_ORDER_MARK).unwrap_or(pem)
}

fn contains(pem: &[u8], text: &str) -> bool {
    pem.windows(text.len())
        .any(|window| window == text.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;
    use rcgen::{CertificateParams, KeyPair};

    fn root() -> String {
        let params = CertificateParams::new(vec!["root".to_owned()]).unwrap();
        params
            .self_signed(&KeyPair::generate().unwrap())
            .unwrap()
            .pem()
    }

    fn refusal(pem: &str) -> String {
        roots(pem.as_bytes()).unwrap_err().to_string()
    }

    #[test]
    fn a_bundle_with_a_byte_order_mark_and_text_between_is_read() {
        let bundle = format!("\u{feff}# ours\r\n{}\r\n# theirs\n{}", root(), root());
        assert_eq!(roots(bundle.as_bytes()).unwrap().len(), 2);
        let key = KeyPair::generate().unwrap().serialize_pem();
        let identity_pem = format!("\u{feff}{key}{}", root());
        assert!(identity(identity_pem.as_bytes()).is_ok());
    }

    #[test]
    fn unusable_certificates_and_keys_are_named_with_a_remedy() {
        let damaged = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n";
        let message = refusal(&format!("{}{damaged}{}", root(), root()));
        assert!(
            message.starts_with("certificate 2 of the root certificates"),
            "{message}"
        );
        for nonsense in ["", "nonsense"] {
            assert!(refusal(nonsense).contains("-----BEGIN CERTIFICATE-----"));
            let error = identity(nonsense.as_bytes()).unwrap_err().to_string();
            assert!(error.contains("the client identity is not PEM"), "{error}");
        }
        let trusted = root().replace("BEGIN CERT", "BEGIN TRUSTED CERT");
        assert!(refusal(&trusted).contains("openssl x509"));
        for encrypted in [
            "-----BEGIN ENCRYPTED PRIVATE KEY-----\nAAAA\n",
            "-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\n",
        ] {
            let error = identity(encrypted.as_bytes()).unwrap_err().to_string();
            assert!(error.contains("openssl pkey"), "{error}");
        }
    }
}
