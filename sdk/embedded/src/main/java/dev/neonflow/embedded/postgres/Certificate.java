package dev.neonflow.embedded.postgres;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import okhttp3.tls.HeldCertificate;

/** The self-signed certificate that all computes of one home show. */
final class Certificate {

  static final String CERTIFICATE = "server.crt";
  static final String KEY = "server.key";

  private static final long DAYS = 3650;

  private Certificate() {}

  /** The certificate and its key, as they were made. */
  static HeldCertificate read(Path dir) throws IOException {
    return HeldCertificate.decode(
        Files.readString(dir.resolve(CERTIFICATE)) + Files.readString(dir.resolve(KEY)));
  }

  /** Makes the certificate and its key in a directory, if they are not there yet. */
  static void ensure(Path dir) throws IOException {
    if (Files.exists(dir.resolve(CERTIFICATE))) {
      return;
    }
    HeldCertificate certificate =
        new HeldCertificate.Builder()
            .commonName("embedded Neon")
            .addSubjectAlternativeName("localhost")
            .addSubjectAlternativeName(InetAddress.getLoopbackAddress().getHostAddress())
            .duration(DAYS, TimeUnit.DAYS)
            .build();
    Trees.writePrivate(dir.resolve(KEY), certificate.privateKeyPkcs8Pem());
    Trees.writePrivate(dir.resolve(CERTIFICATE), certificate.certificatePem());
  }
}
