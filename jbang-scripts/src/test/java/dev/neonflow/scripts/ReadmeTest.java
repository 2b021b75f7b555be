package dev.neonflow.scripts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neonflow.embedded.EmbeddedNeon;
import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
import org.junit.jupiter.params.provider.ValueSource;

/** What the documents show exists: their Java compiles, their scripts and links are there. */
class ReadmeTest {

  private static final Pattern JAVA = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);
  private static final Pattern CLASS = Pattern.compile("public class (\\w+)");
  private static final Pattern SCRIPT = Pattern.compile("neonflow (demo|[a-z]+ [a-z]+|[a-z]+) ");
  private static final Pattern LINK = Pattern.compile("]\\((?!http)([^)#]+)");

  @TempDir Path classes;

  @ParameterizedTest
  @CsvSource({"README.md, 3", "docs/embedded-neon.md, 2", "docs/client.md, 7"})
  void javaInADocument_compiles(String document, int least) throws IOException {
    List<String> snippets = javaIn(document);
    assertTrue(snippets.size() >= least, document + " lost its Java");
    snippets.forEach(this::compile);
  }

  @Test
  void firstProgramOfTheClient_runs() throws Exception {
    compile(javaIn("docs/client.md").get(0));
    try (EmbeddedNeon embedded = EmbeddedNeon.start()) {
      Map<String, String> environment =
          Map.of(
              "NEON_API_KEY", embedded.apiKey(),
              "NEON_API_HOST", embedded.apiBase().toString(),
              "NEON_PROJECT_ID", embedded.projectId());
      String path = classes + File.pathSeparator + System.getProperty("java.class.path");
      Ended ended =
          Child.run(classes, environment, List.of(Child.java(), "-cp", path, "FirstBranch"));
      assertEquals("connected to neondb of dev/alice\n", ended.out(), ended.err());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"README.md", "docs/client.md", "docs/custom-workflows.md", "docs/junit.md"})
  void versionInADocument_isTheProjects(String document) throws IOException {
    String text = Files.readString(Checkout.ROOT.resolve(document));
    String version = Pom.version(Checkout.ROOT.resolve("pom.xml"));
    assertTrue(text.contains("<version>" + version + "</version>"), version);
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

  @Test
  void everyScript_isInTheReadme() throws IOException {
    String readme = Files.readString(Checkout.ROOT.resolve("README.md"));
    for (Path script : Script.files()) {
      String name = script.getFileName().toString().replace(".java", "");
      assertTrue(readme.contains("| `neonflow " + name), name);
    }
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

  private static List<String> javaIn(String document) throws IOException {
    List<String> snippets = new ArrayList<>();
    Matcher java = JAVA.matcher(Files.readString(Checkout.ROOT.resolve(document)));
    while (java.find()) {
      snippets.add(java.group(1));
    }
    return snippets;
  }

  private void compile(String snippet) {
    Matcher name = CLASS.matcher(snippet);
    boolean whole = name.find();
    String source =
        whole
            ? snippet
            // Imported, because a class without a package, such as the script dev, hides "dev."
            : "import dev.neonflow.workflows.Neonflow;\n"
                + "class Snippet { void run(Neonflow neonflow) {\n"
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
