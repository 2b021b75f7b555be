package dev.neonflow.workflows.internal.json;

import dev.neonflow.sdk.ConnectionUri;
import dev.neonflow.sdk.Secret;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** What looks like a secret, by its type, its name or its value. */
final class SecretRules {

  private static final Set<Class<?>> TYPES = Set.of(Secret.class, ConnectionUri.class);
  private static final Pattern NAMES =
      Pattern.compile(".*(password|passwd|secret|token|apikey|privatekey|credentials?)");

  /** A URL's password, unless a placeholder stands there. */
  private static final Pattern PASSWORD_IN_URL =
      Pattern.compile("://[^/\\s:@]*:[^/\\s@${<*%][^/\\s@]*@");

  private static final String REMEDY =
      "keep it out of the record: hold the name of an environment variable, and read it where the"
          + " step runs";

  private SecretRules() {}

  /** Refuses a component by what its declaration says. */
  static void checkDeclared(String where, String name, Class<?> type) {
    boolean named =
        type == String.class
            && NAMES.matcher(name.toLowerCase(Locale.ROOT).replaceAll("[_.-]", "")).matches();
    if (named || TYPES.contains(type)) {
      throw new JsonRefusal(where + " is a secret, which is written nowhere", REMEDY);
    }
  }

  static boolean showsPassword(String text) {
    return PASSWORD_IN_URL.matcher(text).find();
  }

  /** Refuses a text that shows a password. */
  static void checkText(String where, String text) {
    if (showsPassword(text)) {
      throw new JsonRefusal(where + " holds a URL with a password", REMEDY);
    }
  }
}
