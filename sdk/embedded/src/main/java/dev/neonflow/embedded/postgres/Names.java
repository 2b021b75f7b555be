package dev.neonflow.embedded.postgres;

import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** Names and secrets that nobody chose, and the rule for those that somebody chose. */
final class Names {

  private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,99}");
  private static final SecureRandom RANDOM = new SecureRandom();

  private Names() {}

  /** Twelve letters and digits that were not used before. */
  static String unique() {
    String text = new BigInteger(62, RANDOM).toString(36);
    return "0".repeat(Math.max(0, 12 - text.length())) + text;
  }

  /** A password of 192 bits. */
  static String password() {
    byte[] bytes = new byte[24];
    RANDOM.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** The first 64 bits of a SHA-256, in hexadecimal digits. */
  static String hash(byte[] bytes) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
      return HexFormat.of().formatHex(digest, 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }

  /** Refuses an id that could not be part of a file name. */
  static String checkId(String id) {
    if (!ID.matcher(id).matches()) {
      throw new PostgresException(
          "The id '" + id + "' cannot name a directory; use letters, digits, '-' and '_'", null);
    }
    return id;
  }
}
