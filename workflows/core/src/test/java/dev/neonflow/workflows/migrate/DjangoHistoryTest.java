package dev.neonflow.workflows.migrate;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.neonflow.workflows.branch.HistoryCheck;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DjangoHistoryTest {
  private static final Instant BRANCHED = Instant.ofEpochSecond(1_000);

  @TempDir Path project;

  private void file(String name) throws IOException {
    Path file = project.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, "");
  }

  private static HistoryRow row(String name, long second) {
    return new HistoryRow(name, null, Instant.ofEpochSecond(second), null, true);
  }

  @Test
  void ownApplicationsOnly_areCompared() throws IOException {
    file("shop/migrations/__init__.py");
    file("shop/migrations/0001_initial.py");
    file("apps/stock/migrations/0001_initial.py");
    file(".venv/lib/site-packages/other/migrations/0001_initial.py");
    file("node_modules/thing/migrations/0001_initial.py");
    DjangoHistory history = new DjangoHistory(DjangoFiles.read(project));
    assertEquals(List.of("shop.0001_initial", "stock.0001_initial"), history.pending(List.of()));
    List<HistoryRow> applied =
        List.of(
            row("auth.0001_initial", 2_000),
            row("shop.0001_initial", 2_000),
            row("stock.0001_initial", 2_000));
    assertEquals(HistoryCheck.same(), history.check(applied, BRANCHED, Optional::empty));
  }

  @Test
  void goneOrRenamed_isRewritten_unlessItCameWithTheParent() throws IOException {
    file("shop/migrations/0001_initial.py");
    DjangoHistory history = new DjangoHistory(DjangoFiles.read(project));
    HistoryRow first = row("shop.0001_initial", 2_000);
    assertEquals(
        HistoryCheck.rewritten("shop.0002_tier was applied and is not there any more"),
        history.check(List.of(first, row("shop.0002_tier", 2_000)), BRANCHED, Optional::empty));
    assertEquals(
        HistoryCheck.same(),
        history.check(List.of(first, row("shop.0002_tier", 500)), BRANCHED, Optional::empty));
  }

  @Test
  void squashed_isThere_inTheOneThatReplacesIt() throws IOException {
    file("shop/migrations/0003_more.py");
    file("shop/migrations/0001_squashed_0002.py");
    Files.writeString(
        project.resolve("shop/migrations/0001_squashed_0002.py"),
        """
        class Migration(migrations.Migration):
            replaces = [("shop", "0001_initial"),
                ('shop', '0002_tier')]
            dependencies = [("auth", "0009_gone")]
        """);
    DjangoFiles files = DjangoFiles.read(project);
    assertEquals(Set.of("shop.0001_initial", "shop.0002_tier"), files.replaced());
    List<HistoryRow> applied =
        List.of(
            row("shop.0001_initial", 2_000),
            row("shop.0002_tier", 2_000),
            row("shop.0003_more", 2_000));
    assertEquals(
        HistoryCheck.Kind.ADDITIONS,
        new DjangoHistory(files).check(applied, BRANCHED, Optional::empty).kind());
  }

  @Test
  void applicationThatIsCalledOtherwiseThanItsDirectory_isNotCompared() throws IOException {
    file("auth/migrations/0001_people.py");
    DjangoHistory history = new DjangoHistory(DjangoFiles.read(project));
    List<HistoryRow> applied =
        List.of(row("auth.0001_initial", 2_000), row("people.0001_people", 2_000));
    assertEquals(
        HistoryCheck.additions("1 migration is new"),
        history.check(applied, BRANCHED, Optional::empty));
  }

  @Test
  void goneButTheParentHasItNow_isNotRewritten() throws IOException {
    file("shop/migrations/0001_initial.py");
    DjangoHistory history = new DjangoHistory(DjangoFiles.read(project));
    List<HistoryRow> applied = List.of(row("shop.0001_initial", 500), row("shop.0002_a", 2_000));
    Set<HistoryRow> ofParent = Set.of(row("shop.0002_a", 3_000));
    assertEquals(
        HistoryCheck.same(), history.check(applied, BRANCHED, () -> Optional.of(ofParent)));
    assertEquals(
        HistoryCheck.Kind.REWRITTEN,
        history.check(applied, BRANCHED, () -> Optional.of(Set.of())).kind());
  }

  @Test
  void whatCannotBeRead_isPassedOver() throws IOException {
    file("shop/migrations/0001_initial.py");
    Path locked = Files.createDirectories(project.resolve("data/postgres"));
    DjangoFiles.Walk walk = new DjangoFiles(Set.of(), Set.of(), Set.of()).new Walk();
    assertEquals(
        FileVisitResult.CONTINUE,
        walk.visitFileFailed(locked, new AccessDeniedException(locked.toString())));
    assertEquals(List.of(DjangoHistory.TABLE), DjangoMigrator.in(project.resolve("no")).tables());
  }
}
