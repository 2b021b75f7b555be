package dev.neonflow.scripts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Every link from one place of the checkout to another one leads there. */
class DocumentLinksTest {

  private static final Pattern LINK = Pattern.compile("]\\(([^)\\s]+)\\)");
  private static final Pattern CODE = Pattern.compile("`[^`]*`");
  private static final Set<String> ABROAD = Set.of("http", "https", "mailto");
  private static final int LONGEST = 250;

  @Test
  void links_leadSomewhere() throws IOException {
    List<String> broken = new ArrayList<>();
    int found = 0;
    for (Document document : Document.all()) {
      Matcher link = LINK.matcher(CODE.matcher(String.join(" ", document.prose())).replaceAll("`"));
      while (link.find()) {
        found++;
        if (!ABROAD.contains(link.group(1).split(":", 2)[0]) && !leads(document, link.group(1))) {
          broken.add(document + ": " + link.group(1));
        }
      }
    }
    assertEquals(List.of(), broken);
    assertTrue(found > 100, "only " + found + " links");
  }

  @Test
  void everyPage_isInTheIndex() throws IOException {
    String index = Files.readString(Checkout.ROOT.resolve("docs/README.md"));
    for (Document document : Document.all()) {
      Path docs = Checkout.ROOT.resolve("docs");
      if (document.file().startsWith(docs) && !document.name().equals("docs/README.md")) {
        String name = docs.relativize(document.file()).toString();
        assertTrue(index.contains("(" + name + ")"), name + " is not in docs/README.md");
      }
    }
  }

  @Test
  void guides_areShort() throws IOException {
    for (Document document : Document.all()) {
      if (document.name().startsWith("docs/guides/")) {
        assertTrue(document.prose().size() <= LONGEST, document.name());
      }
    }
  }

  @Test
  void linkToNothing_isSeen() throws IOException {
    Document readme = Document.of("README.md");
    assertTrue(leads(readme, "docs/migrations.md#flyway"));
    assertTrue(!leads(readme, "docs/migrations.md#flywai"));
    assertTrue(!leads(readme, "docs/nothing.md"));
  }

  private static boolean leads(Document from, String link) throws IOException {
    String[] parts = link.split("#", 2);
    Path to = parts[0].isEmpty() ? from.file() : from.file().resolveSibling(parts[0]).normalize();
    if (!Files.exists(to)) {
      return false;
    }
    return parts.length == 1
        || !to.toString().endsWith(".md")
        || Document.parse(to, Files.readAllLines(to)).anchors().contains(parts[1]);
  }
}
