package dev.neonflow.scripts;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * A page that people read, taken apart.
 *
 * @param file where it is, in the checkout
 * @param blocks what is fenced
 * @param prose the lines outside of fences; fenced ones are empty, so that numbers stay
 */
record Document(Path file, List<Block> blocks, List<String> prose) {

  /**
   * What is fenced.
   *
   * @param language the word after the fence; may be empty
   * @param mark the comment in the line before, without its brackets; may be empty
   * @param line the number of its first line, from 1
   */
  record Block(String language, String mark, String text, int line) {}

  /** All pages of the checkout. */
  static List<Document> all() throws IOException {
    List<Document> documents = new ArrayList<>();
    for (Path page : Found.below(Checkout.ROOT, name -> name.endsWith(".md"))) {
      documents.add(parse(page, Files.readAllLines(page)));
    }
    return documents;
  }

  /** One page, named from the checkout's root. */
  static Document of(String name) throws IOException {
    Path file = Checkout.ROOT.resolve(name);
    return parse(file, Files.readAllLines(file));
  }

  static Document parse(Path file, List<String> lines) {
    List<Block> blocks = new ArrayList<>();
    List<String> prose = new ArrayList<>();
    String fence = null;
    String language = "";
    String mark = "";
    int first = 0;
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      if (fence == null && line.startsWith("```")) {
        fence = "`".repeat(line.length() - line.replaceFirst("^`+", "").length());
        language = line.substring(fence.length()).strip();
        mark = i > 0 ? comment(lines.get(i - 1)) : "";
        first = i + 1;
        prose.add("");
      } else if (fence != null) {
        if (line.equals(fence)) {
          String text = String.join("\n", lines.subList(first, i)) + "\n";
          blocks.add(new Block(language, mark, text, first + 1));
          fence = null;
        }
        prose.add("");
      } else {
        prose.add(lines.get(i));
      }
    }
    if (fence != null) {
      throw new AssertionError(file + ": the fence in line " + first + " is not closed");
    }
    return new Document(file, blocks, prose);
  }

  /** The names that its headings have as targets of links. */
  Set<String> anchors() {
    Set<String> anchors = new HashSet<>();
    for (String line : prose) {
      if (line.matches("#{1,6} .*")) {
        String anchor = anchor(line.replaceFirst("^#+ ", ""));
        String free = anchor;
        for (int n = 1; !anchors.add(free); n++) {
          free = anchor + "-" + n;
        }
      }
    }
    return anchors;
  }

  /** Its name from the checkout's root. */
  String name() {
    return Checkout.ROOT.relativize(file).toString();
  }

  @Override
  public String toString() {
    return name();
  }

  /** As GitHub makes it: letters, digits, dashes and underscores of what is shown. */
  private static String anchor(String heading) {
    return heading
        .replaceAll("\\[([^]]*)]\\([^)]*\\)", "$1")
        .toLowerCase(Locale.ROOT)
        .replaceAll("[^\\p{L}\\p{N}_\\- ]", "")
        .replace(' ', '-');
  }

  private static String comment(String line) {
    String text = line.strip();
    return text.startsWith("<!--") && text.endsWith("-->")
        ? text.substring(4, text.length() - 3).strip()
        : "";
  }
}
