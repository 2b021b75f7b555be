package dev.neonflow.embedded.control;

import java.util.List;
import java.util.UUID;
import java.util.random.RandomGenerator;

/** Names and secrets in the shapes that Neon gives them. */
public final class Ids {

  private static final List<String> ADJECTIVES =
      List.of(
          "autumn",
          "bold",
          "calm",
          "cool",
          "crimson",
          "damp",
          "dark",
          "dry",
          "fancy",
          "floral",
          "fragrant",
          "gentle",
          "green",
          "icy",
          "jolly",
          "late",
          "little",
          "long",
          "lucky",
          "misty",
          "morning",
          "muddy",
          "noisy",
          "old",
          "patient",
          "plain",
          "proud",
          "quiet",
          "rapid",
          "raspy",
          "rough",
          "round",
          "shiny",
          "silent",
          "small",
          "snowy",
          "square",
          "still",
          "summer",
          "sweet",
          "tight",
          "tiny",
          "twilight",
          "wandering",
          "weathered",
          "white",
          "wild",
          "winter",
          "wispy",
          "young");
  private static final List<String> NOUNS =
      List.of(
          "art",
          "band",
          "bar",
          "base",
          "bird",
          "block",
          "boat",
          "bonus",
          "bread",
          "breeze",
          "brook",
          "bush",
          "butterfly",
          "cake",
          "cell",
          "cherry",
          "cloud",
          "dawn",
          "dew",
          "dust",
          "feather",
          "field",
          "fire",
          "flower",
          "fog",
          "forest",
          "frog",
          "glade",
          "glitter",
          "grass",
          "hall",
          "hat",
          "haze",
          "heart",
          "hill",
          "king",
          "lab",
          "lake",
          "leaf",
          "meadow",
          "moon",
          "mountain",
          "night",
          "paper",
          "pine",
          "pond",
          "rain",
          "river",
          "salad",
          "sea",
          "shadow",
          "sky",
          "snow",
          "star",
          "sun",
          "surf",
          "term",
          "thunder",
          "tooth",
          "tree",
          "truth",
          "water",
          "wave",
          "wind");
  private static final String LOWER_ALNUM = "abcdefghijklmnopqrstuvwxyz0123456789";
  private static final String LOWER_HEX = "0123456789abcdef";
  private static final String ALNUM = "ABCDEFGHIJKLMNOPQRSTUVWXYZ" + LOWER_ALNUM;

  private final RandomGenerator random;

  /**
   * Draws from this source.
   *
   * @param random must be thread-safe, and strong if the passwords matter
   */
  public Ids(RandomGenerator random) {
    this.random = random;
  }

  String project() {
    return words() + "-" + (10_000_000 + random.nextInt(90_000_000));
  }

  String organization() {
    return "org-" + words() + "-" + (10_000_000 + random.nextInt(90_000_000));
  }

  String branch() {
    return "br-" + words() + "-" + text(LOWER_ALNUM, 8);
  }

  String timeline() {
    return text(LOWER_HEX, 32);
  }

  String endpoint() {
    return "ep-" + words() + "-" + text(LOWER_ALNUM, 8);
  }

  String uuid() {
    long high = (random.nextLong() & ~0xF000L) | 0x4000L;
    long low = (random.nextLong() & 0x3FFFFFFFFFFFFFFFL) | 0x8000000000000000L;
    return new UUID(high, low).toString();
  }

  String password() {
    return "npg_" + text(ALNUM, 24);
  }

  /** A key of the API. */
  public String apiKey() {
    return "napi_" + text(LOWER_ALNUM, 48);
  }

  private String words() {
    return ADJECTIVES.get(random.nextInt(ADJECTIVES.size()))
        + "-"
        + NOUNS.get(random.nextInt(NOUNS.size()));
  }

  private String text(String alphabet, int length) {
    StringBuilder text = new StringBuilder(length);
    for (int i = 0; i < length; i++) {
      text.append(alphabet.charAt(random.nextInt(alphabet.length())));
    }
    return text.toString();
  }
}
