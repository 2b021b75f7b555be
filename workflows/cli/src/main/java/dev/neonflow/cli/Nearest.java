package dev.neonflow.cli;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Which of the known words somebody meant who typed another one. */
final class Nearest {

  private static final int LETTERS_OF_A_TYPO = 3;
  private static final int SHORTEST_BEGINNING = 3;

  private Nearest() {}

  /**
   * The known word that a few letters make of this one: one of them changed, left out, added or in
   * the other's place for each three letters. Failing that, the only one that begins like this.
   */
  static Optional<String> to(String word, Collection<String> known) {
    int most = Math.min(Math.max(1, word.length() / LETTERS_OF_A_TYPO), word.length() - 1);
    Optional<String> near =
        known.stream()
            .filter(each -> distance(word, each) <= most)
            .min(
                Comparator.comparingInt((String each) -> distance(word, each))
                    .thenComparing(Comparator.naturalOrder()));
    List<String> longer = known.stream().filter(each -> each.startsWith(word)).toList();
    boolean one = word.length() >= SHORTEST_BEGINNING && longer.size() == 1;
    return near.or(() -> one ? Optional.of(longer.get(0)) : Optional.empty());
  }

  /** How many letters differ; two neighbours in the wrong order count as one. */
  private static int distance(String one, String other) {
    int[][] cost = new int[one.length() + 1][other.length() + 1];
    for (int i = 0; i <= one.length(); i++) {
      for (int j = 0; j <= other.length(); j++) {
        if (i == 0 || j == 0) {
          cost[i][j] = i + j;
          continue;
        }
        int change = one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1;
        cost[i][j] =
            Math.min(Math.min(cost[i - 1][j], cost[i][j - 1]) + 1, cost[i - 1][j - 1] + change);
        if (i > 1
            && j > 1
            && one.charAt(i - 1) == other.charAt(j - 2)
            && one.charAt(i - 2) == other.charAt(j - 1)) {
          cost[i][j] = Math.min(cost[i][j], cost[i - 2][j - 2] + 1);
        }
      }
    }
    return cost[one.length()][other.length()];
  }
}
