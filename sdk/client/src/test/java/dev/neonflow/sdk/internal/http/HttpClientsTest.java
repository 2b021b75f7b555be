package dev.neonflow.sdk.internal.http;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.net.URI;
import org.junit.jupiter.api.Test;

/** What a start pays for. */
class HttpClientsTest {

  @Test
  void baseWithoutTls_readsNoTrustedCertificates() {
    assertNull(HttpClients.own(URI.create("http://127.0.0.1:7432/api/v2")).x509TrustManager());
  }

  @Test
  void baseWithTls_trustsWhatTheMachineTrusts() {
    assertNotNull(HttpClients.own(ApiBase.NEON).x509TrustManager());
  }
}
