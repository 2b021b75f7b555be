package dev.neonflow.sdk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neonflow.sdk.branches.BranchCreated;
import dev.neonflow.sdk.branches.BranchDeleted;
import dev.neonflow.sdk.branches.CreateAnonymizedBranch;
import dev.neonflow.sdk.branches.CreateBranch;
import dev.neonflow.sdk.branches.RestoreBranch;
import dev.neonflow.sdk.error.AmbiguousWriteException;
import dev.neonflow.sdk.error.ConflictException;
import dev.neonflow.sdk.operations.Operation;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import okhttp3.mockwebserver.Dispatcher;
import okhttp3.mockwebserver.MockResponse;
import okhttp3.mockwebserver.RecordedRequest;
import okhttp3.mockwebserver.SocketPolicy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Writes of branches whose answer is lost. */
class LostBranchAnswersTest extends WireTest {
  private static final Pattern OWN = Pattern.compile("\"neonflow-request\":\"([^\"]+)\"");
  private static final MockResponse LOST =
      new MockResponse().setSocketPolicy(SocketPolicy.DISCONNECT_AFTER_REQUEST);

  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final List<String> ids = new CopyOnWriteArrayList<>();
  private volatile String listed = "";
  private volatile String annotation = "";
  private volatile String target = Answers.BRANCH;

  /** Answers writes by their number and reads by what is there. */
  private void serve(IntFunction<MockResponse> writes) {
    AtomicInteger written = new AtomicInteger();
    server.setDispatcher(
        new Dispatcher() {
          @Override
          public MockResponse dispatch(RecordedRequest request) {
            String path = String.valueOf(request.getPath()).replace("/api/v2/projects/p", "");
            requests.add(request.getMethod() + " " + path);
            if (!"GET".equals(request.getMethod())) {
              Matcher own = OWN.matcher(request.getBody().readUtf8());
              if (own.find()) {
                ids.add(own.group(1));
              }
              return writes.apply(written.incrementAndGet());
            }
            return answer(200, read(path));
          }
        });
  }

  private String read(String path) {
    if (path.startsWith("/branches?")) {
      return "{\"branches\":["
          + listed
          + "],\"annotations\":{\"br-curly-wave-af4i4oeu\":{\"object\":{\"type\":\"t\",\"id\":\"i\"},"
          + "\"value\":{\"neonflow-request\":\""
          + annotation
          + "\"}}},\"pagination\":{}}";
    }
    if (path.startsWith("/operations")) {
      return "{\"operations\":["
          + Answers.operation("op-1", "create_branch", "running", 0)
          + ","
          + Answers.operation("op-2", "create_branch", "running", 0).replace("curly", "other")
          + "]}";
    }
    if (path.endsWith("/endpoints")) {
      return "{\"endpoints\":[" + Answers.ENDPOINT + "]}";
    }
    if (path.endsWith("/roles")) {
      return "{\"roles\":[" + Answers.ROLE + "]}";
    }
    if (path.endsWith("/databases")) {
      return "{\"databases\":[" + Answers.DATABASE + "]}";
    }
    return "{\"branch\":" + target + "}";
  }

  private BranchCreated create(boolean anonymized) {
    CreateBranch request = CreateBranch.named("preview/pr-42");
    return anonymized
        ? neon.branches().createAnonymized("p", CreateAnonymizedBranch.of(request))
        : neon.branches().create("p", request);
  }

  private long count(String start) {
    return requests.stream().filter(request -> request.startsWith(start)).count();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void creationThatDidNotArrive_isSentAgainWithTheSameAnnotation(boolean anonymized) {
    serve(number -> number == 1 ? LOST : answer(201, Answers.CREATED));
    assertEquals(1, create(anonymized).connectionUris().size());
    assertEquals(2, ids.size());
    assertEquals(ids.get(0), ids.get(1));
    assertEquals("GET /branches?search=preview%2Fpr-42&limit=1000", requests.get(1));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void creationThatWasDone_isFoundByItsAnnotation(boolean anonymized) {
    serve(
        number -> {
          listed = Answers.BRANCH;
          annotation = ids.get(0);
          return LOST;
        });
    BranchCreated found = create(anonymized);
    assertEquals("br-curly-wave-af4i4oeu", found.branch().id());
    assertEquals(1, found.endpoints().size());
    assertEquals(List.of("op-1"), found.operations().stream().map(Operation::id).toList());
    assertEquals(1, found.roles().size());
    assertEquals(1, found.databases().size());
    assertEquals(List.of(), found.connectionUris());
    assertEquals(1, count("POST"));
  }

  @Test
  void creationThatBecomesVisibleLate_isFoundAfterTheConflictWithItself() {
    serve(
        number -> {
          if (number == 1) {
            return LOST;
          }
          listed = Answers.BRANCH;
          annotation = ids.get(0);
          return error(409, "BRANCH_ALREADY_EXISTS", "taken");
        });
    assertEquals("br-curly-wave-af4i4oeu", create(false).branch().id());
    assertEquals(2, count("POST"));
  }

  @Test
  void unreadableAnswerOfACreationThatWasDone_isFoundToo() {
    serve(
        number -> {
          listed = Answers.BRANCH;
          annotation = ids.get(0);
          return answer(201, "{}");
        });
    assertEquals("br-curly-wave-af4i4oeu", create(false).branch().id());
    assertEquals(1, count("POST"));
  }

  @Test
  void branchOfSomebodyElse_isNeverTakenForOurs() {
    listed = Answers.BRANCH;
    annotation = "theirs";
    serve(number -> number == 1 ? LOST : error(409, "BRANCH_ALREADY_EXISTS", "taken"));
    assertThrows(ConflictException.class, () -> create(false));
    assertEquals(2, count("POST"));
    assertEquals(0, count("GET /branches/"));
  }

  @Test
  void conflictWithoutALostAnswer_isReportedAtOnce() {
    listed = Answers.BRANCH;
    serve(number -> error(409, "BRANCH_ALREADY_EXISTS", "taken"));
    assertThrows(ConflictException.class, () -> create(false));
    assertEquals(1, requests.size());
  }

  @Test
  void twoCreations_haveDifferentAnnotations() {
    serve(number -> answer(201, Answers.CREATED));
    create(false);
    create(false);
    assertEquals(2, ids.stream().distinct().count());
  }

  @Test
  void restoreWithoutAPreservedState_isSentAgain() {
    serve(number -> number == 1 ? LOST : answer(200, Answers.CHANGED));
    neon.branches().restore("p", "br-1", RestoreBranch.from("br-0"));
    assertEquals(2, count("POST"));
  }

  @Test
  void restore_isToldByTheBranchThatPreservesTheStateBefore() {
    RestoreBranch request = RestoreBranch.from("br-0").preserveUnder("before");
    String preserved = Answers.BRANCH.replace("preview/pr-42", "before");
    serve(
        number -> {
          listed =
              preserved.replace("\"created_at\":\"2026-11-22T09", "\"created_at\":\"2026-11-22T10");
          return LOST;
        });
    assertEquals(
        List.of("op-1", "op-2"),
        neon.branches().restore("p", "br-1", request).operations().stream()
            .map(Operation::id)
            .toList());
    assertEquals(1, count("POST"));
    serve(
        number -> {
          listed = preserved;
          return LOST;
        });
    assertThrows(
        AmbiguousWriteException.class, () -> neon.branches().restore("p", "br-1", request));
    listed = "";
    serve(number -> number == 1 ? LOST : answer(200, Answers.CHANGED));
    neon.branches().restore("p", "br-1", request);
    assertEquals(4, count("POST"));
  }

  @Test
  void finalization_isToldByTheBranchsStatus() {
    target = Answers.BRANCH.replaceFirst("}$", "") + ",\"restore_status\":\"finalized\"}";
    serve(number -> LOST);
    assertEquals(2, neon.branches().finalizeRestore("p", "br-1").size());
    assertEquals(1, count("POST"));
  }

  @Test
  void deletionForGood_isNotDoneWhileTheBranchCanBeRecovered() {
    String id = "br-curly-wave-af4i4oeu";
    listed =
        Answers.BRANCH.replaceFirst("}$", "")
            + ",\"recovery\":{\"deleted_at\":\"2026-11-22T09:00:00Z\","
            + "\"recoverable_until\":\"2026-11-29T09:00:00Z\",\"deletion_method\":\"user\"}}";
    serve(number -> number == 1 ? LOST : answer(200, Answers.CHANGED));
    assertTrue(neon.branches().deleteForGood("p", id).branch().isPresent());
    assertEquals(2, count("DELETE"));
    assertEquals(1, count("GET /branches?search=" + id + "&include_deleted=true"));
    listed = "";
    serve(number -> LOST);
    assertEquals(BranchDeleted.wasNotThere(), neon.branches().deleteForGood("p", id));
    assertEquals(3, count("DELETE"));
  }

  @Test
  void recovery_isDoneOnceTheBranchIsListed() {
    String id = "br-curly-wave-af4i4oeu";
    serve(number -> number == 1 ? LOST : answer(200, Answers.CHANGED));
    neon.branches().recover("p", id);
    assertEquals(2, count("POST"));
    listed = Answers.BRANCH;
    serve(number -> LOST);
    assertEquals(id, neon.branches().recover("p", id).branch().id());
    assertEquals(3, count("POST"));
  }
}
