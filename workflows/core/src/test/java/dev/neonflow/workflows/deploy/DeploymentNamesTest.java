package dev.neonflow.workflows.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neonflow.workflows.FakeContext;
import dev.neonflow.workflows.Subject;
import org.junit.jupiter.api.Test;

final class DeploymentNamesTest {

  @Test
  void names_areShortUniqueAndWithoutTheCommit() {
    String name = DeploymentNames.of(FakeContext.subject(42, "c1")).name();
    assertTrue(name.matches("pr-42-shop-[0-9a-f]{8}"), name);
    assertEquals(name, DeploymentNames.of(FakeContext.subject(42, "c2")).name());
    assertNotEquals(name, DeploymentNames.of(FakeContext.subject(4, "c1")).name());
    String key = "preview/p/" + "A_b".repeat(40) + "/named/x";
    Subject odd = new Subject(key, "p", "local/" + "Ä".repeat(99), null, null, null);
    assertTrue(DeploymentNames.of(odd).name().matches("[a-z0-9-]{1,63}"));
  }
}
