package dev.neonflow.workflows.internal.json;

/** Text from anywhere, such as an exception's message, as it may be kept and shown. */
public final class KeptText {

  /** How many characters are kept. */
  public static final int LONGEST = 8 * 1024;

  /** Leaves room for what a reader may add, so that a text is not cut twice. */
  private static final int BEGINNING = LONGEST - 256;

  private static final String WITHHELD = "(withheld: it holds a URL with a password)";

  private KeptText() {}

  /** The text, its beginning if it is long, or a note in its place if it shows a password. */
  public static String of(String text) {
    if (showsSecret(text)) {
      return WITHHELD;
    }
    if (text.length() <= LONGEST) {
      return text;
    }
    boolean splits = Character.isHighSurrogate(text.charAt(BEGINNING - 1));
    String beginning = text.substring(0, splits ? BEGINNING - 1 : BEGINNING);
    return beginning + " ... (cut; " + text.length() + " characters in all)";
  }

  /** Whether it shows a password. */
  public static boolean showsSecret(String text) {
    return SecretRules.showsPassword(text);
  }
}
