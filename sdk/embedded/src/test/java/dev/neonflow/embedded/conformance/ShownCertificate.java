package dev.neonflow.embedded.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.DataOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.Base64;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/** Gets the certificate that a server shows, as one does who then chooses to trust it. */
final class ShownCertificate {

  private static final int SSL_REQUEST = 80877103;
  private static final int LINE = 64;

  private ShownCertificate() {}

  static Path saved(String authority, Path file) throws IOException, GeneralSecurityException {
    String[] address = authority.split(":", 2);
    int port = Integer.parseInt(address[1]);
    SSLContext tls = SSLContext.getInstance("TLS");
    tls.init(null, new TrustManager[] {new Anybody()}, null);
    try (Socket socket = new Socket(address[0], port)) {
      DataOutputStream out = new DataOutputStream(socket.getOutputStream());
      out.writeInt(8);
      out.writeInt(SSL_REQUEST);
      assertEquals('S', socket.getInputStream().read());
      try (SSLSocket secure =
          (SSLSocket) tls.getSocketFactory().createSocket(socket, address[0], port, true)) {
        secure.startHandshake();
        Certificate certificate = secure.getSession().getPeerCertificates()[0];
        byte[] newline = "\n".getBytes(StandardCharsets.US_ASCII);
        return Files.writeString(
            file,
            "-----BEGIN CERTIFICATE-----\n"
                + Base64.getMimeEncoder(LINE, newline).encodeToString(certificate.getEncoded())
                + "\n-----END CERTIFICATE-----\n");
      }
    }
  }

  private static final class Anybody implements X509TrustManager {

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
