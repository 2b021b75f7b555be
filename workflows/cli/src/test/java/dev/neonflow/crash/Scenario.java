package dev.neonflow.crash;

import static org.junit.jupiter.api.Assertions.assertEquals;

/**
 * Something that a user does and that may be killed at any moment. Whatever was reached by then,
 * doing it once more must lead to where doing it once leads.
 *
 * @param name known to {@link Scenarios}, since another process runs it
 * @param before what is there when it begins
 * @param body what may be killed; run again afterwards
 * @param check compares where a run that nothing happened to led with where this one led
 * @param migrates whether it applies the migrations of {@link Workspace} to a branch
 */
record Scenario(String name, Body before, Body body, Check check, boolean migrates) {

  /** What is done in a project and a directory. */
  @FunctionalInterface
  interface Body {
    void run(Scene scene) throws Exception;
  }

  /** Whether all is well after the second run. */
  @FunctionalInterface
  interface Check {
    void compare(Snapshot undisturbed, Snapshot disturbed);
  }

  /** One that begins in an untouched project and leads to the same state in every detail. */
  static Scenario of(String name, Body body) {
    return new Scenario(name, scene -> {}, body, Scenario::same, false);
  }

  /** Begins after this. */
  Scenario after(Body start) {
    return new Scenario(name, start, body, check, migrates);
  }

  /** Applies the migrations, and so can also be killed within a statement. */
  Scenario migrating() {
    return new Scenario(name, before, body, check, true);
  }

  /** May lead somewhere else when it was disturbed. */
  Scenario checkedBy(Check other) {
    return new Scenario(name, before, body, other, migrates);
  }

  private static void same(Snapshot undisturbed, Snapshot disturbed) {
    assertEquals(undisturbed.toString(), disturbed.toString());
  }

  @Override
  public String toString() {
    return name;
  }
}
