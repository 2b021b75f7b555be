package dev.neonflow.sdk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neonflow.sdk.databases.CreateDatabase;
import dev.neonflow.sdk.databases.Database;
import dev.neonflow.sdk.databases.DatabaseDeleted;
import dev.neonflow.sdk.databases.UpdateDatabase;
import dev.neonflow.sdk.error.AmbiguousWriteException;
import dev.neonflow.sdk.error.ConflictException;
import java.time.Instant;
import java.util.List;
import okhttp3.mockwebserver.MockResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DatabasesTest extends WireTest {
  private static final String PATH = "/projects/p/branches/br-1/databases";

  private static String database(String name, String owner, String createdAt) {
    return """
    {"id":7,"branch_id":"br-1","name":"%s","owner_name":"%s","created_at":"%s",
     "updated_at":"2026-11-22T10:00:00Z"}"""
        .formatted(name, owner, createdAt);
  }

  private static String one(String database) {
    return "{\"database\":" + database + ",\"operations\":[]}";
  }

  private static MockResponse lost() {
    return error(504, "", "gone");
  }

  @Test
  void requests() throws Exception {
    server.enqueue(answer(200, "{\"databases\":[" + Answers.DATABASE + "]}"));
    for (int i = 0; i < 5; i++) {
      server.enqueue(answer(200, one(Answers.DATABASE)));
    }
    server.enqueue(new MockResponse().setResponseCode(204));
    var databases = neon.databases();
    databases.list("p", "br-1");
    databases.get("p", "br-1", "my/db");
    databases.create("p", "br-1", CreateDatabase.of("shop", "ann"));
    databases.update("p", "br-1", "shop", UpdateDatabase.create());
    databases.update("p", "br-1", "shop", UpdateDatabase.create().name("store").ownerName("bob"));
    assertTrue(databases.delete("p", "br-1", "shop").database().isPresent());
    assertEquals(DatabaseDeleted.wasNotThere(), databases.delete("p", "br-1", "shop"));
    assertRequest("GET", PATH);
    assertRequest("GET", PATH + "/my%2Fdb");
    assertRequest("POST", PATH, "{\"database\":{\"name\":\"shop\",\"owner_name\":\"ann\"}}");
    assertRequest("PATCH", PATH + "/shop", "{\"database\":{}}");
    assertRequest(
        "PATCH", PATH + "/shop", "{\"database\":{\"name\":\"store\",\"owner_name\":\"bob\"}}");
    assertRequest("DELETE", PATH + "/shop");
    assertRequest("DELETE", PATH + "/shop");
  }

  @Test
  void answer_isReadCompletely() {
    server.enqueue(answer(200, one(database("shop", "ann", "2026-11-22T09:00:00Z"))));
    assertEquals(
        new Database(
            7,
            "br-1",
            "shop",
            "ann",
            Instant.parse("2026-11-22T09:00:00Z"),
            Instant.parse("2026-11-22T10:00:00Z")),
        neon.databases().get("p", "br-1", "shop"));
  }

  @Test
  void emptyNames_areRefused() {
    assertThrows(IllegalArgumentException.class, () -> CreateDatabase.of(" ", "ann"));
    assertThrows(IllegalArgumentException.class, () -> CreateDatabase.of("shop", ""));
    assertThrows(IllegalArgumentException.class, () -> UpdateDatabase.create().name(""));
    assertThrows(IllegalArgumentException.class, () -> UpdateDatabase.create().ownerName(""));
  }

  @Test
  void lostCreation_isFoundByItsName() throws Exception {
    server.enqueue(lost());
    server.enqueue(answer(200, one(database("shop", "ann", "2026-11-22T09:58:00Z"))));
    var made = neon.databases().create("p", "br-1", CreateDatabase.of("shop", "ann"));
    assertEquals(List.of(), made.operations());
    taken();
    assertRequest("GET", PATH + "/shop");
  }

  @Test
  void lostCreation_thatWasNotDone_isMadeAgain() {
    server.enqueue(lost());
    server.enqueue(error(404, "", "no database"));
    server.enqueue(answer(201, one(Answers.DATABASE)));
    neon.databases().create("p", "br-1", CreateDatabase.of("shop", "ann"));
    assertEquals(3, server.getRequestCount());
  }

  @ParameterizedTest
  @CsvSource({"ann,2026-11-22T09:57:59Z", "bob,2026-11-22T10:00:00Z"})
  void lostCreation_whereAnOlderOrDifferentOneIs_staysAmbiguous(String owner, String createdAt) {
    server.enqueue(lost());
    server.enqueue(answer(200, one(database("shop", owner, createdAt))));
    assertThrows(
        AmbiguousWriteException.class,
        () -> neon.databases().create("p", "br-1", CreateDatabase.of("shop", "ann")));
  }

  @Test
  void nameThatIsTaken_isAConflictThatIsNotLookedInto() {
    server.enqueue(error(409, "", "already exists"));
    assertThrows(
        ConflictException.class,
        () -> neon.databases().create("p", "br-1", CreateDatabase.of("shop", "ann")));
    assertEquals(1, server.getRequestCount());
  }

  @ParameterizedTest
  @CsvSource({"store,bob,true", "shop,ann,false", "store,ann,false"})
  void lostRenaming_isDoneWhenOnlyTheNewNameIsThere(String name, String owner, boolean done) {
    server.enqueue(lost());
    server.enqueue(
        answer(200, "{\"databases\":[" + database(name, owner, "2026-11-22T10:00:00Z") + "]}"));
    server.enqueue(answer(200, one(Answers.DATABASE)));
    neon.databases()
        .update("p", "br-1", "shop", UpdateDatabase.create().name("store").ownerName("bob"));
    assertEquals(done ? 2 : 3, server.getRequestCount());
  }

  @Test
  void lostRenaming_whereBothNamesAre_isNotDone() {
    String both =
        database("shop", "bob", "2026-11-22T10:00:00Z")
            + ","
            + database("store", "bob", "2026-11-22T10:00:00Z");
    server.enqueue(lost());
    server.enqueue(answer(200, "{\"databases\":[" + both + "]}"));
    server.enqueue(error(409, "", "already exists"));
    server.enqueue(answer(200, "{\"databases\":[" + both + "]}"));
    assertThrows(
        ConflictException.class,
        () -> neon.databases().update("p", "br-1", "shop", UpdateDatabase.create().name("store")));
  }

  @Test
  void lostDeletion_isDoneWhenItIsGone() {
    server.enqueue(lost());
    server.enqueue(error(404, "", "no database"));
    assertEquals(DatabaseDeleted.wasNotThere(), neon.databases().delete("p", "br-1", "shop"));
  }

  @Test
  void lostDeletion_isSentAgainOnlyIfTheDatabaseIsOld() {
    server.enqueue(lost());
    server.enqueue(answer(200, "{\"database\":" + Answers.DATABASE + "}"));
    server.enqueue(new MockResponse().setResponseCode(204));
    assertEquals(DatabaseDeleted.wasNotThere(), neon.databases().delete("p", "br-1", "neondb"));
    server.enqueue(lost());
    String madeAnew = database("shop", "bob", "2026-11-22T10:00:00Z");
    server.enqueue(answer(200, "{\"database\":" + madeAnew + "}"));
    assertThrows(AmbiguousWriteException.class, () -> neon.databases().delete("p", "br-1", "shop"));
    assertEquals(5, server.getRequestCount());
  }
}
