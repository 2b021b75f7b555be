package dev.neonflow.embedded.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neonflow.embedded.Polling;
import dev.neonflow.embedded.control.Operation.Action;
import dev.neonflow.embedded.control.Operation.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ProjectsTest extends ControlPlaneFixture {

  private static final NewProject SHOP =
      new NewProject(
          Optional.of("shop"),
          "production",
          "orders",
          Optional.empty(),
          new EndpointSettings(Optional.of(1.0), Optional.of(2.0), Optional.of(600)),
          3600);

  @Test
  void project_isMadeByOperations_andLivesOnItsOwn() {
    Accepted<CreatedProject> accepted = account.create(SHOP);
    Project project = accepted.subject().project();
    assertEquals("orders_owner", project.role());
    assertEquals(
        List.of(Action.CREATE_TIMELINE, Action.START_COMPUTE),
        accepted.operations().stream().map(Operation::action).toList());
    assertEquals(Branch.State.INIT, accepted.subject().branch().branch().phase().current());

    control = account.project(project.id()).orElseThrow();
    finishAll(accepted.operations());
    Branch main = control.branches().defaultBranch();
    assertTrue(main.ready());
    assertEquals("production", main.name());
    assertTrue(compute(main.id()).running());
    Endpoint endpoint = control.endpoints().of(main.id()).get(0);
    assertEquals(600, endpoint.settings().suspendTimeoutSeconds());
    finish(create(named("b")));
    assertEquals(1, account.first().branches().list().size());
  }

  @Test
  void changedProject_givesItsSettingsToNewEndpoints() {
    EndpointSettings small =
        new EndpointSettings(Optional.of(0.5), Optional.of(0.5), Optional.empty());
    control.change(new ProjectChange(Optional.of("renamed"), Optional.of(0), small));
    Accepted<Branch> accepted = create(named("b"));
    finish(accepted);
    Endpoint endpoint = control.endpoints().of(accepted.subject().id()).get(0);
    assertEquals(0.5, endpoint.settings().maxCu());
    assertEquals(0, endpoint.settings().suspendTimeoutSeconds());

    account.close();
    data.close();
    serve(directory);
    assertEquals("renamed", control.project().name());
    assertEquals(0, control.project().historyRetentionSeconds());
  }

  @Test
  void deletedProject_leavesNothing() throws Exception {
    String id = made();
    control = account.project(id).orElseThrow();
    finish(create(named("b")));
    String main = control.branches().defaultBranch().id();
    control.branches().change(main, protect());
    assertRule(() -> account.delete(id));
    control
        .branches()
        .change(main, new BranchChange(Optional.empty(), Optional.of(false), Optional.empty()));

    account.delete(id);
    assertEquals(Optional.empty(), account.project(id));
    assertEquals(account.first().timelines(), data.timelines());
    assertEquals(Set.of(account.first().project().id()), projectDirectories(directory));
    assertFalse(Files.readString(directory.resolve("account.json")).contains(id));
    assertEquals(
        Refusal.Kind.NOT_FOUND, assertThrows(Refusal.class, () -> account.delete(id)).kind());
  }

  /** Such as one that found the project just before. */
  @Test
  void requestForADeletedProject_isRefused_andLeavesNothing() {
    Accepted<CreatedProject> accepted = account.create(SHOP);
    control = account.project(accepted.subject().project().id()).orElseThrow();
    finishAll(accepted.operations());
    account.delete(control.project().id());

    assertRefused(Refusal.Kind.NOT_FOUND, "project", () -> create(named("late")));
    assertEquals(1, control.branches().list().size());
    assertEquals(1, data.timelines().size());
  }

  @Test
  void firstProject_stays() {
    assertRule(() -> account.delete(control.project().id()));
  }

  @Test
  void projectThatIsBusy_isLocked() {
    String id = made();
    control = account.project(id).orElseThrow();
    data.holdCopies();
    Accepted<Branch> accepted = create(named("slow"));
    assertLocked(() -> account.delete(id));
    data.letCopiesPass();
    finish(accepted);
    account.delete(id);
  }

  @Test
  void projectsThatWereMadeOrDeletedWhenTheServerWasKilled_areRemoved() throws Exception {
    String kept = made();
    String gone = made();
    String half = made();
    String lost = made();
    account.close();
    data.close();
    Path account = directory.resolve("account.json");
    Path projects = directory.resolve("projects");
    Files.writeString(account, Files.readString(account).replace(",\"" + gone + "\"", ""));
    Files.delete(projects.resolve(lost).resolve("neon.json"));
    Path neon = projects.resolve(half).resolve("neon.json");
    Files.writeString(
        neon,
        Files.readString(neon)
            .replaceFirst("\"current\":\"READY\"", "\"current\":\"INIT\",\"pending\":\"READY\""));

    serve(directory);
    String first = control.project().id();
    assertEquals(Set.of(first, kept), projectDirectories(directory));
    assertEquals(2, super.account.projects().size());
    long timelines = super.account.projects().stream().mapToLong(p -> p.timelines().size()).sum();
    // The data of the one without a record is nobody's.
    assertEquals(timelines, data.timelines().size());
    assertEquals(1, data.aside().size());
    assertFalse(Files.readString(account).contains(half));
  }

  @Test
  void projectThatCannotBeMade_staysToBeLookedAt_andCanBeDeleted() {
    data.failRoots();
    Accepted<CreatedProject> accepted = account.create(SHOP);
    String id = accepted.subject().project().id();
    control = account.project(id).orElseThrow();
    Polling.until("it failed", () -> status(accepted, 1) == Status.CANCELLED);
    assertEquals(Status.FAILED, status(accepted, 0));
    account.delete(id);
    assertEquals(1, account.projects().size());
  }

  @Test
  void senselessAndSurplusProjects_areRefused() {
    for (NewProject request :
        List.of(
            project("", "main", "neondb"),
            project("p", "", "neondb"),
            project("p", "main", ""),
            project("p", "main", "postgres"))) {
      assertThrows(Refusal.class, () -> account.create(request));
    }
    assertEquals(1, account.projects().size());
    while (account.projects().size() < account.mostProjects()) {
      account.create(project("p", "main", "neondb"));
    }
    Refusal refused =
        assertThrows(Refusal.class, () -> account.create(project("p", "main", "neondb")));
    assertEquals("PROJECTS_LIMIT_EXCEEDED", refused.code());
    assertEquals(Refusal.Kind.FORBIDDEN_BY_RULE, refused.kind());
  }

  private String made() {
    Accepted<CreatedProject> accepted = account.create(SHOP);
    String id = accepted.subject().project().id();
    ControlPlane before = control;
    control = account.project(id).orElseThrow();
    finishAll(accepted.operations());
    control = before;
    return id;
  }

  private static NewProject project(String name, String branch, String database) {
    return new NewProject(
        Optional.of(name), branch, database, Optional.empty(), EndpointSettings.UNCHANGED, 0);
  }

  private static Set<String> projectDirectories(Path home) throws IOException {
    try (var paths = Files.list(home.resolve("projects"))) {
      return paths
          .map(path -> path.getFileName().toString())
          .collect(java.util.stream.Collectors.toSet());
    }
  }

  private static void assertRule(org.junit.jupiter.api.function.Executable request) {
    assertEquals(Refusal.Kind.FORBIDDEN_BY_RULE, assertThrows(Refusal.class, request).kind());
  }
}
