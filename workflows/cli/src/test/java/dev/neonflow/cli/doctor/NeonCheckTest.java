package dev.neonflow.cli.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neonflow.sdk.projects.ProjectOwner;
import dev.neonflow.sdk.projects.SubscriptionType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class NeonCheckTest {
  private static ProjectOwner owner(int limit) {
    return new ProjectOwner("a@b.c", "Ann", limit, SubscriptionType.values()[0]);
  }

  @ParameterizedTest
  @CsvSource({"7,OK", "8,NOTE", "9,NOTE", "10,PROBLEM", "12,PROBLEM"})
  void branchesOfTen_areJudged(int branches, String level) {
    assertEquals(level, NeonCheck.quota(branches, owner(10)).level().name());
  }

  @Test
  void fullProject_saysHowToMakeRoom() {
    Finding full = NeonCheck.quota(10, owner(10));
    assertTrue(full.message().startsWith("branches: 10 of 10 (plan "), full.message());
    assertTrue(full.mend().contains("neonflow sweep"), full.mend());
  }

  @Test
  void unknownLimit_isNoProblem() {
    assertEquals(Finding.Level.OK, NeonCheck.quota(10, null).level());
    assertEquals(Finding.Level.OK, NeonCheck.quota(10, owner(-1)).level());
  }
}
