package dev.neonflow.workflows;

import dev.neonflow.workflows.branch.BranchName;
import dev.neonflow.workflows.branch.BranchSpec;
import dev.neonflow.workflows.branch.HistoryTable;
import dev.neonflow.workflows.deploy.DeployStep;
import dev.neonflow.workflows.deploy.Deployer;
import dev.neonflow.workflows.deploy.DestroyDeployment;
import dev.neonflow.workflows.migrate.MigrateStep;
import dev.neonflow.workflows.migrate.Migrator;
import dev.neonflow.workflows.migrate.diff.SchemaDiffStep;
import dev.neonflow.workflows.report.CommentStep;
import dev.neonflow.workflows.report.Reporter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What was written so far: the part of a workflow that all kinds share. */
record Draft(
    Neonflow neonflow,
    Subject subject,
    List<Item> items,
    List<WorkflowListener> listeners,
    Policies policies) {

  Draft {
    items = List.copyOf(items);
    listeners = List.copyOf(listeners);
  }

  static Draft of(Neonflow neonflow, Subject subject) {
    return new Draft(neonflow, subject, List.of(), List.of(), Policies.DEFAULT);
  }

  Draft plus(Item item) {
    return new Draft(neonflow, subject, added(items, item), listeners, policies);
  }

  /** A step that needs to know what migrates, which may be written after it. */
  Draft forMigrator(String verb, Function<Migrator, Step<?>> step) {
    return plus(new ForMigrator(verb, step));
  }

  /** The items, with what migrates put into those that wait for it. */
  List<Item> itemsForMigrator() {
    Optional<Migrator> known = given(migrator(), neonflow.migrator());
    return items.stream()
        .map(
            item ->
                item instanceof ForMigrator waiting
                    ? known
                        .<Item>map(
                            tool -> Written.of(waiting.verb() + "()", waiting.step().apply(tool)))
                        .orElseGet(() -> new Missing(waiting.verb(), "migrator"))
                    : item)
        .toList();
  }

  /** Migrates with this tool, or the default one if it is null. */
  Draft migrate(@Nullable Migrator migrator) {
    return verb("migrate", "migrator", given(migrator, neonflow.migrator()), MigrateStep::new);
  }

  /** Deploys with this tool, or the default one if it is null. */
  Draft deploy(@Nullable Deployer deployer) {
    return verb("deploy", "deployer", given(deployer, neonflow.deployer()), DeployStep::new);
  }

  /** Removes the deployment with this tool, or the default one if it is null. */
  Draft destroyDeployment(@Nullable Deployer deployer) {
    return verb(
        "destroyDeployment",
        "deployer",
        given(deployer, neonflow.deployer()),
        DestroyDeployment::new);
  }

  /** Reports to this place, or the default one if it is null; {@code verb} is what was written. */
  Draft report(String verb, @Nullable Reporter reporter) {
    return verb(verb, "reporter", given(reporter, neonflow.reporter()), CommentStep::new);
  }

  /** Compares the schema; a file, if there is one, gets all of it. */
  Draft schemaDiff(@Nullable Path file) {
    List<HistoryTable> without = new ArrayList<>();
    for (Item item : items) {
      if (item instanceof Written written && written.step() instanceof MigrateStep migrate) {
        without.addAll(migrate.migrator().ownTables());
      }
    }
    return plus(Written.of("schemaDiff()", new SchemaDiffStep(without, file)));
  }

  private static <T> Optional<T> given(@Nullable T value, Optional<T> byDefault) {
    return value == null ? byDefault : Optional.of(value);
  }

  private <T> Draft verb(String verb, String tool, Optional<T> given, Function<T, Step<?>> step) {
    return plus(
        given
            .<Item>map(value -> Written.of(verb + "()", step.apply(value)))
            .orElseGet(() -> new Missing(verb, tool)));
  }

  Draft plus(WorkflowListener listener) {
    return new Draft(neonflow, subject, items, added(listeners, listener), policies);
  }

  Draft with(Policies changed) {
    return new Draft(neonflow, subject, items, listeners, changed);
  }

  /** The migrator of the first step that migrates; null if there is none. */
  @Nullable Migrator migrator() {
    for (Item item : items) {
      if (item instanceof Written written && written.step() instanceof MigrateStep migrate) {
        return migrate.migrator();
      }
    }
    return null;
  }

  private static <T> List<T> added(List<T> list, T last) {
    List<T> all = new ArrayList<>(list);
    all.add(last);
    return all;
  }

  /** Something that was written, in its order. */
  sealed interface Item {}

  /**
   * A step, or a lambda; exactly one of them is there.
   *
   * @param runs when it runs, or null for when the step says
   */
  record Written(
      String verb,
      @Nullable Step<?> step,
      @Nullable StepBody body,
      StepOptions options,
      @Nullable Runs runs)
      implements Item {
    static Written of(String verb, Step<?> step) {
      return of(verb, step, StepOptions.defaults());
    }

    static Written of(String verb, Step<?> step, StepOptions options) {
      return new Written(verb, step, null, options, null);
    }

    static Written lambda(String name, StepBody body) {
      return new Written("then(\"" + name + "\", ...)", null, body, StepOptions.named(name), null);
    }

    /** Its id in the plan. */
    String name() {
      String given = options.name();
      return given != null ? given : step == null ? "local" : step.output().name();
    }

    /** A step that is there for the case that the pull request is closed. */
    static Written whenClosed(String verb, Step<?> step, String name) {
      return new Written(verb, step, null, StepOptions.named(name), Runs.WHEN_CLOSED);
    }

    Written running(Runs when) {
      return new Written(verb, step, body, options, when);
    }
  }

  /** A verb without a tool, where no default was set either. */
  record Missing(String verb, String tool) implements Item {}

  /** A step whose migrator is known only when all is written. */
  record ForMigrator(String verb, Function<Migrator, Step<?>> step) implements Item {}

  /** A branch whose migrator is known only when all is written. */
  record MakesBranch(String verb, BranchName name, BranchSpec spec) implements Item {}

  /** The deletion of a branch, whose name is known only when all is written. */
  record DeletesBranch() implements Item {}
}
