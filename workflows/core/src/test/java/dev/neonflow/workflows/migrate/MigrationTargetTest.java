package dev.neonflow.workflows.migrate;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.neonflow.workflows.FakeContext;
import dev.neonflow.workflows.StepContext;
import dev.neonflow.workflows.Subject;
import dev.neonflow.workflows.branch.BranchRef;
import dev.neonflow.workflows.deploy.DeployerContract;
import java.lang.reflect.Proxy;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MigrationTargetTest {

  @ParameterizedTest
  @CsvSource({
    "production/silent-hall-1, br-a-1, true",
    "production/silent-hall-1, br-copy-2, false",
    "preview/silent-hall-1/acme/shop/pr-42, br-a-1, false",
  })
  void copyInARunOfProduction_isNotProduction(String key, String branchId, boolean production) {
    BranchRef runs = DeployerContract.BRANCH;
    BranchRef migrated =
        new BranchRef(
            branchId,
            runs.name(),
            runs.created(),
            runs.parent(),
            null,
            runs.host(),
            runs.database(),
            runs.role(),
            null,
            runs.reason());
    Subject subject = new Subject(key, "silent-hall-1", "acme/shop", null, null, null);
    assertEquals(
        production,
        MigrationTarget.of(migrated, FakeContext.uris()).isProduction(context(subject, runs)));
  }

  private static StepContext context(Subject subject, BranchRef branch) {
    return (StepContext)
        Proxy.newProxyInstance(
            StepContext.class.getClassLoader(),
            new Class<?>[] {StepContext.class},
            (proxy, method, args) ->
                method.getName().equals("subject") ? subject : Optional.of(branch));
  }
}
