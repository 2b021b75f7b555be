package dev.neonflow.scripts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What the documents show exists: their Java compiles, their scripts and links are there. */
class ReadmeTest {

  private static final Pattern JAVA = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);
  private static final Pattern CLASS = Pattern.compile("public class (\\w+)");
  private static final Pattern SCRIPT = Pattern.compile("neonflow (demo|[a-z]+ [a-z]+|[a-z]+) ");
  private static final Pattern LINK = Pattern.compile("]\\((?!http)([^)#]+)");

  @TempDir Path classes;

  @ParameterizedTest
  @CsvSource({"README.md, 3", "docs/embedded-neon.md, 2"})
  void javaInADocument_compiles(String document, int least) throws IOException {
    List<String> snippets = new ArrayList<>();
    Matcher java = JAVA.matcher(Files.readString(Checkout.ROOT.resolve(document)));
    while (java.find()) {
      snippets.add(java.group(1));
    }
    assertTrue(snippets.size() >= least, document + " lost its Java");
    snippets.forEach(this::compile);
  }

  @Test
  void versionInTheReadme_isTheProjects() throws IOException {
    String readme = Files.readString(Checkout.ROOT.resolve("README.md"));
    String version = Pom.version(Checkout.ROOT.resolve("pom.xml"));
    assertTrue(readme.contains("<version>" + version + "</version>"), version);
  }

  @Test
  void scriptsInTheReadme_exist() throws IOException {
    Matcher script = SCRIPT.matcher(Files.readString(Checkout.ROOT.resolve("README.md")));
    int found = 0;
    while (script.find()) {
      String name = script.group(1).split(" ")[0];
      assertTrue(
          Files.exists(Checkout.ROOT.resolve("jbang-scripts").resolve(name + ".java")), name);
      found++;
    }
    assertTrue(found > 5, "the README lost its commands");
  }

  @ParameterizedTest
  @MethodSource("documents")
  void links_leadSomewhere(Path document) throws IOException {
    Matcher link = LINK.matcher(Files.readString(document));
    while (link.find()) {
      assertTrue(Files.exists(document.resolveSibling(link.group(1))), link.group(1));
    }
  }

  static Stream<Path> documents() throws IOException {
    List<Path> documents = new ArrayList<>();
    for (Path folder : List.of(Checkout.ROOT, Checkout.ROOT.resolve("docs"))) {
      try (Stream<Path> files = Files.list(folder)) {
        files.filter(file -> file.toString().endsWith(".md")).forEach(documents::add);
      }
    }
    return documents.stream();
  }

  private void compile(String snippet) {
    Matcher name = CLASS.matcher(snippet);
    boolean whole = name.find();
    String source =
        whole
            ? snippet
            : "class Snippet { void run(dev.neonflow.workflows.Neonflow neonflow) {\n"
                + snippet
                + "}}";
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter problems = new StringWriter();
    boolean compiled =
        compiler
            .getTask(
                problems,
                null,
                null,
                List.of("-d", classes.toString(), "-proc:none"),
                null,
                List.of(new Source(whole ? name.group(1) : "Snippet", source)))
            .call();
    assertEquals("", problems.toString(), snippet);
    assertTrue(compiled, snippet);
  }

  private static final class Source extends SimpleJavaFileObject {

    private final String text;

    Source(String name, String text) {
      super(URI.create("string:///" + name + JavaFileObject.Kind.SOURCE.extension), Kind.SOURCE);
      this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }
}
