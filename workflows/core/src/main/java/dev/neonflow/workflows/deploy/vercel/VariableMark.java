package dev.neonflow.workflows.deploy.vercel;

import dev.neonflow.sdk.Secret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * The comment of a variable of ours: whose it is, and which value it has, for a value that nobody
 * can read back. Everybody who sees the project sees it, so the digest is one that takes long to
 * try passwords against.
 *
 * @param deployment the name of the deployment
 * @param digest of the value
 */
record VariableMark(String deployment, String digest) {
  private static final Pattern FORM = Pattern.compile("neonflow ([a-z0-9-]{1,63}) ([0-9a-f]{32})");
  private static final int ROUNDS = 100_000;
  private static final int BITS = 128;

  /** The mark of a variable with this value. */
  static VariableMark of(String deployment, String variable, Secret value) {
    byte[] salt = (deployment + "\n" + variable).getBytes(StandardCharsets.UTF_8);
    PBEKeySpec spec = new PBEKeySpec(value.reveal().toCharArray(), salt, ROUNDS, BITS);
    try {
      byte[] digest =
          SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256").generateSecret(spec).getEncoded();
      return new VariableMark(deployment, HexFormat.of().formatHex(digest));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has PBKDF2", e);
    } finally {
      spec.clearPassword();
    }
  }

  /** Reads a comment; empty if it is none of ours. */
  static Optional<VariableMark> parse(@Nullable String comment) {
    Matcher form = FORM.matcher(comment == null ? "" : comment);
    return form.matches()
        ? Optional.of(new VariableMark(form.group(1), form.group(2)))
        : Optional.empty();
  }

  /** The comment. */
  String comment() {
    return "neonflow " + deployment + " " + digest;
  }
}
