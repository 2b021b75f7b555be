package dev.neonflow.workflows;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neonflow.workflows.deploy.DeployStep;
import dev.neonflow.workflows.deploy.Deployer;
import dev.neonflow.workflows.migrate.MigrateStep;
import dev.neonflow.workflows.migrate.Migrator;
import dev.neonflow.workflows.report.CommentStep;
import dev.neonflow.workflows.report.Reporter;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every step and tool of this artifact travels, and so does all that steps put out. */
class StepTypesTest {

  private static final List<Class<?>> PLACES =
      List.of(Step.class, Migrator.class, Deployer.class, Reporter.class);

  @Test
  void everyStepAndTool_isARecordWithAName() throws Exception {
    Set<Class<?>> named =
        RecordSamples.registered().stream().map(StepType::type).collect(Collectors.toSet());
    List<String> missing = new ArrayList<>();
    int found = 0;
    for (Class<?> type : RecordSamples.mainClasses()) {
      if (!type.isInterface() && PLACES.stream().anyMatch(place -> place.isAssignableFrom(type))) {
        found++;
        if (!named.contains(type)) {
          missing.add(type.getName());
        }
      }
    }
    assertEquals(List.of(), missing, "add a line to CoreStepTypes for each");
    assertTrue(found >= 9, "only " + found + " were found");
  }

  @Test
  void names_areUsedOnce() {
    for (Class<?> place : PLACES) {
      Set<String> seen = new TreeSet<>();
      for (StepType type : RecordSamples.registered()) {
        if (place.isAssignableFrom(type.type())) {
          assertTrue(seen.add(type.name() + "/" + type.version()), type.toString());
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("named")
  void stepOrTool_comesBackEqual(StepType type) {
    Record sample = RecordSamples.of(type.type());
    Step<?> step =
        sample instanceof Migrator migrator
            ? new MigrateStep(migrator)
            : sample instanceof Deployer deployer
                ? new DeployStep(deployer)
                : sample instanceof Reporter reporter
                    ? new CommentStep(reporter)
                    : (Step<?>) sample;
    Plan plan =
        new Plan(
            "workflow",
            Plan.FORMAT,
            (Subject) RecordSamples.of(Subject.class),
            (Policies) RecordSamples.of(Policies.class),
            List.of(
                new PlannedStep(
                    "sample",
                    step,
                    step.describe(),
                    step.runs(),
                    (StepOptions) RecordSamples.of(StepOptions.class))));
    String json = plan.toJson();
    assertEquals(plan, Plan.fromJson(json), json);
  }

  static Stream<StepType> named() {
    return RecordSamples.registered().stream()
        .filter(type -> PLACES.stream().anyMatch(place -> place.isAssignableFrom(type.type())));
  }

  @ParameterizedTest
  @MethodSource("keys")
  void outputOfAStep_comesBackEqual(Key<?> key) {
    Record sample = RecordSamples.of(key.type());
    String json = OutputJson.write(sample);
    assertEquals(sample, OutputJson.read(json, sample.getClass()), json);
  }

  static Stream<Key<?>> keys() throws Exception {
    List<Key<?>> keys = new ArrayList<>();
    for (Class<?> type : RecordSamples.mainClasses()) {
      for (Field field : type.getDeclaredFields()) {
        if (field.getType() == Key.class && Modifier.isStatic(field.getModifiers())) {
          field.setAccessible(true);
          keys.add((Key<?>) field.get(null));
        }
      }
    }
    assertTrue(keys.size() >= 6, "the keys are gone");
    return keys.stream().distinct();
  }
}
