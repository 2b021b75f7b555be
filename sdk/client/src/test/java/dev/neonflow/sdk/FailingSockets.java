package dev.neonflow.sdk;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.SocketFactory;

/** Sockets of which the first few are refused. */
final class FailingSockets extends SocketFactory {
  private final int failures;
  private final AtomicInteger made = new AtomicInteger();

  FailingSockets(int failures) {
    this.failures = failures;
  }

  @Override
  public Socket createSocket() throws IOException {
    if (made.incrementAndGet() <= failures) {
      throw new ConnectException("refused by the test");
    }
    return new Socket();
  }

  @Override
  public Socket createSocket(String host, int port) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress local, int localPort) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Socket createSocket(InetAddress host, int port) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort) {
    throw new UnsupportedOperationException();
  }
}
