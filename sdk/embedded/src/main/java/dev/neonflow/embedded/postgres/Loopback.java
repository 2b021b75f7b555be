package dev.neonflow.embedded.postgres;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** 127.0.0.1, also in a JVM that prefers the other loopback address. */
final class Loopback {

  static final String HOST = "127.0.0.1";

  private Loopback() {}

  static InetAddress address() throws UnknownHostException {
    return InetAddress.getByAddress(HOST, new byte[] {127, 0, 0, 1});
  }
}
