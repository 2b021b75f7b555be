package dev.neonflow.workflows.internal.http;

import dev.neonflow.workflows.PreconditionException;
import java.net.URI;
import java.util.Locale;
import java.util.regex.Pattern;

/** Checks where a token would be sent to. */
public final class Base {
  private static final Pattern LOOPBACK =
      Pattern.compile("localhost|127(\\.\\d{1,3}){3}|\\[(0*:)*:?0*1]|\\[::1]");

  private Base() {}

  /**
   * The base with a slash at its end. Only https, or http to this machine.
   *
   * @param party whose it is, for people
   * @throws PreconditionException if it is another, or has a user, a query or a fragment
   */
  public static String checked(String party, URI base) {
    String scheme = base.getScheme() == null ? "" : base.getScheme().toLowerCase(Locale.ROOT);
    String host = base.getHost();
    // What is refused is not repeated whole: there may be a password in it.
    if (host == null
        || base.getRawUserInfo() != null
        || base.getRawQuery() != null
        || base.getRawFragment() != null) {
      throw refused(party, "has no host, or a user, a query or a fragment");
    }
    boolean loopback = LOOPBACK.matcher(host.toLowerCase(Locale.ROOT)).matches();
    if (!scheme.equals("https") && !(scheme.equals("http") && loopback)) {
      throw refused(
          party,
          scheme
              + "://"
              + host
              + " is neither https nor on this machine: tokens would be readable");
    }
    String text = base.toString();
    return text.endsWith("/") ? text : text + "/";
  }

  private static PreconditionException refused(String party, String why) {
    return PreconditionException.usage(
        "the API base of " + party + " " + why,
        "give an https address, or an http one of this machine");
  }
}
