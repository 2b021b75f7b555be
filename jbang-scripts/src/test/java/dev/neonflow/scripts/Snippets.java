package dev.neonflow.scripts;

import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Compiles Java that is shown in a document, with all that scripts have on their class path. */
final class Snippets {

  private Snippets() {}

  static JavaFileObject source(String className, String text) {
    return new Source(className, text);
  }

  /** What the compiler says against them; empty if it made classes of them. */
  static String problems(Path classes, List<JavaFileObject> sources) {
    StringWriter problems = new StringWriter();
    List<String> options = List.of("-d", classes.toString(), "-proc:none");
    boolean compiled =
        ToolProvider.getSystemJavaCompiler()
            .getTask(problems, null, null, options, null, sources)
            .call();
    return compiled || !problems.toString().isEmpty() ? problems.toString() : "not compiled";
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
