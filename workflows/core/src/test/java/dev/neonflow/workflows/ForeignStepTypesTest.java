package dev.neonflow.workflows;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Steps that only another class loader knows, as in a server or a plugin. */
class ForeignStepTypesTest extends RunnerFixture {

  private static final String SOURCE =
      """
      package acme;
      import dev.neonflow.workflows.*;
      import java.util.List;
      public record Seed(int rows) implements Step<StepBody.Done> {
        public Key<StepBody.Done> output() { return new Key<>("seed", StepBody.Done.class); }
        public String describe() { return "seed " + rows + " rows"; }
        public StepBody.Done run(StepContext context) { return new StepBody.Done(); }
        public static final class Types implements StepTypes {
          public List<StepType> types() { return List.of(StepType.of("acme.seed", 1, Seed.class)); }
        }
      }
      """;

  private final ClassLoader before = Thread.currentThread().getContextClassLoader();
  private URLClassLoader foreign = new URLClassLoader(new URL[0]);

  @BeforeEach
  void compile() throws IOException {
    Path classes = directory.resolve("classes");
    Path services = Files.createDirectories(classes.resolve("META-INF/services"));
    Files.writeString(services.resolve(StepTypes.class.getName()), "acme.Gone\nacme.Seed$Types\n");
    assertTrue(
        ToolProvider.getSystemJavaCompiler()
            .getTask(
                null,
                null,
                null,
                List.of("-d", classes.toString(), "-proc:none"),
                null,
                List.of(new Source()))
            .call());
    foreign = new URLClassLoader(new URL[] {classes.toUri().toURL()}, before);
  }

  @AfterEach
  void restore() throws IOException {
    Thread.currentThread().setContextClassLoader(before);
    foreign.close();
  }

  @Test
  void stepOfAnotherClassLoader_isWrittenAnywhereAndReadUnderItsLoader() throws Exception {
    Plan plan = plan();
    String json = plan.toJson();
    InvalidWorkflowException unknown =
        assertThrows(InvalidWorkflowException.class, () -> Plan.fromJson(json));
    assertTrue(unknown.getMessage().contains("step seed is of type acme.seed"), unknown.toString());

    Thread.currentThread().setContextClassLoader(foreign);
    assertEquals(plan, Plan.fromJson(json));
    Thread.currentThread().setContextClassLoader(null);
    assertNotNull(Plan.fromJson(neonflow().workflow("a").branch("b").plan().toJson()));
  }

  private Plan plan() throws ReflectiveOperationException {
    Object seed = foreign.loadClass("acme.Seed").getDeclaredConstructor(int.class).newInstance(3);
    return neonflow().workflow("a").then((Step<?>) seed).plan();
  }

  private static final class Source extends SimpleJavaFileObject {
    Source() {
      super(URI.create("string:///acme/Seed.java"), JavaFileObject.Kind.SOURCE);
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return SOURCE;
    }
  }
}
