package dev.neonflow.workflows.migrate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neonflow.sdk.ConnectionUri;
import dev.neonflow.sdk.Secret;
import dev.neonflow.workflows.FakeContext;
import dev.neonflow.workflows.Subject;
import dev.neonflow.workflows.branch.BranchRef;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class TargetDatabaseTest {

  @Test
  void failedOnProduction_nobodyIsToldToDeleteTheBranch() {
    TargetDatabase database = database("production/p", null);
    assertEquals(Optional.empty(), database.startAnew());
    assertFalse(database.afterFailure().contains("delete"), database.afterFailure());
    assertTrue(database.afterFailure().contains("by hand"), database.afterFailure());
  }

  @Test
  void failedOnStaging_aRunStartsFromTheParentAnyway() {
    TargetDatabase database = database("staging/p", null);
    assertEquals(Optional.empty(), database.startAnew());
    assertFalse(database.afterFailure().contains("delete"), database.afterFailure());
  }

  @Test
  void failedOnAPreview_itsBranchCanBeMadeAnew() {
    assertEquals(
        "correct the migration and run again; if it was done in part, make the preview's branch"
            + " anew: neonflow preview down --pr 7, then up --pr 7",
        database("preview/p/acme/shop/pr-7", 7).afterFailure());
    assertEquals(
        Optional.of("delete branch some/branch and run again"),
        database("workflow/p/acme/shop/nightly", null).startAnew());
  }

  private static TargetDatabase database(String key, Integer pullRequest) {
    ConnectionUri uri =
        ConnectionUri.parse(Secret.of("postgresql://me:secret@ep-a-1.neon.tech/neondb"));
    BranchRef branch =
        new BranchRef(
            "br-a-1", "some/branch", true, "main", null, "h", "neondb", "me", null, "new");
    Subject subject = new Subject(key, "p", "acme/shop", pullRequest, null, null);
    return new TargetDatabase(
        new MigrationTarget(branch, uri, uri.pooled()), new FakeContext(subject));
  }
}
