package dev.neonflow.junit;

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
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The Java in the module's document compiles, and what it names is there. */
class DocumentTest {

  private static final Path DOCUMENT = Path.of("..", "..", "docs", "junit.md");
  private static final Pattern JAVA = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

  @TempDir Path classes;

  @Test
  void javaInTheDocument_compiles() throws IOException {
    List<JavaFileObject> snippets = new ArrayList<>();
    Matcher java = JAVA.matcher(Files.readString(DOCUMENT));
    while (java.find()) {
      snippets.add(new Source("Snippet" + snippets.size(), java.group(1)));
    }
    assertTrue(snippets.size() >= 3, "the document lost its Java");
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter problems = new StringWriter();
    List<String> options = List.of("-d", classes.toString(), "-proc:none", "-Xlint:all");
    boolean compiled = compiler.getTask(problems, null, null, options, null, snippets).call();
    assertEquals("", problems.toString());
    assertTrue(compiled);
  }

  @Test
  void document_namesTheParameterOfTheTarget() throws IOException {
    assertTrue(Files.readString(DOCUMENT).contains(Target.PARAMETER + "=cloud"));
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
