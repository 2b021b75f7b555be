package dev.neonflow.workflows.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neonflow.sdk.Neon;
import dev.neonflow.sdk.Secret;
import dev.neonflow.workflows.Neonflow;
import dev.neonflow.workflows.Plan;
import dev.neonflow.workflows.StepType;
import dev.neonflow.workflows.StepTypes;
import dev.neonflow.workflows.migrate.Migrator;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A migration tool of its own artifact travels in plans. */
public abstract class ToolInPlansContract {

  /** The artifact's one migrator, set up in any way. */
  protected abstract Migrator migrator();

  @TempDir Path directory;

  @Test
  void everyMigrator_hasAName() throws Exception {
    Path root =
        Path.of(migrator().getClass().getProtectionDomain().getCodeSource().getLocation().toURI());
    List<Class<? extends Record>> named =
        ServiceLoader.load(StepTypes.class).stream()
            .flatMap(provider -> provider.get().types().stream())
            .<Class<? extends Record>>map(StepType::type)
            .toList();
    int migrators = 0;
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : files.filter(path -> path.toString().endsWith(".class")).toList()) {
        String name = root.relativize(file).toString().replaceAll("[/\\\\]", ".");
        Class<?> type = Class.forName(name.substring(0, name.length() - ".class".length()));
        if (Migrator.class.isAssignableFrom(type)) {
          migrators++;
          assertTrue(named.contains(type), type + " is missing in the artifact's StepTypes");
        }
      }
    }
    assertEquals(1, migrators);
  }

  @Test
  void planWithTheTool_comesBackEqual() {
    Plan plan;
    try (Neon nowhere =
        Neon.builder(Secret.of("key")).apiBase(URI.create("http://127.0.0.1:1/api/v2")).build()) {
      plan =
          Neonflow.builder(nowhere)
              .projectId("p")
              .repository("acme/shop")
              .environment(name -> null)
              .directory(directory)
              .lockDirectory(directory)
              .migrator(migrator())
              .build()
              .preview()
              .forPr(1)
              .migrate()
              .plan();
    }
    assertEquals(plan, Plan.fromJson(plan.toJson()));
    assertTrue(plan.toJson().contains("\"" + migrator().tool() + "\""), plan.toJson());
  }
}
