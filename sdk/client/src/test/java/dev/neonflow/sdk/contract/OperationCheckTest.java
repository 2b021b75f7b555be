package dev.neonflow.sdk.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.squareup.moshi.Json;
import dev.neonflow.sdk.Change;
import dev.neonflow.sdk.Secret;
import dev.neonflow.sdk.values.Seconds;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import retrofit2.Call;
import retrofit2.http.Body;
import retrofit2.http.GET;
import retrofit2.http.PATCH;
import retrofit2.http.Path;
import retrofit2.http.Query;
import retrofit2.http.QueryMap;

/** Each way to be other than the contract is found, and what is like it passes. */
class OperationCheckTest {
  private static final Facts FACTS =
      Facts.of(
          """
          {
            "paths": {
              "/things/{thing_id}": {
                "parameters": [{"in": "path", "name": "thing_id", "required": true,
                                "schema": {"type": "string"}}],
                "get": {
                  "operationId": "getThing", "tags": ["Project"],
                  "parameters": [
                    {"in": "query", "name": "since", "required": true,
                     "schema": {"type": "string", "format": "date-time"}},
                    {"$ref": "#/components/parameters/Limit"},
                    {"in": "query", "name": "old", "deprecated": true,
                     "schema": {"type": "string"}}],
                  "responses": {
                    "200": {"$ref": "#/components/responses/Thing"},
                    "204": {},
                    "default": {"content": {"application/json": {"schema": {"type": "array"}}}}}},
                "patch": {
                  "operationId": "updateThing", "tags": ["Project"],
                  "requestBody": {"content": {"application/json": {"schema": {
                    "type": "object",
                    "properties": {
                      "name": {"type": "string"},
                      "expires_at": {"type": "string", "format": "date-time", "nullable": true}},
                    "required": ["name"]}}}},
                  "responses": {"204": {}}}}},
            "components": {
              "parameters": {"Limit": {"in": "query", "name": "limit",
                                       "schema": {"type": "integer"}}},
              "responses": {"Thing": {"content": {"application/json": {"schema": {
                "allOf": [{"$ref": "#/components/schemas/Identified"},
                          {"type": "object",
                           "properties": {
                             "state": {"$ref": "#/components/schemas/State"},
                             "ttl": {"type": "integer", "format": "int64"},
                             "size": {"type": "number"},
                             "parts": {"type": "array",
                                       "items": {"$ref": "#/components/schemas/Identified"}},
                             "notes": {"type": "object",
                                       "additionalProperties": {"type": "string"}},
                             "seen": {"type": "string", "format": "date-time",
                                      "nullable": true},
                             "old": {"type": "boolean", "deprecated": true}},
                           "required": ["state", "ttl", "size", "parts", "seen", "old"]}]}}}}},
              "schemas": {
                "Identified": {"type": "object", "properties": {"id": {"type": "string", "pattern": "^a"}},
                               "required": ["id"]},
                "State": {"type": "string", "enum": ["on", "half-on"]}}}
          }
          """);

  @SuppressWarnings("unused")
  enum State {
    ON,
    @Json(name = "half-on")
    HALF_ON,
    UNKNOWN
  }

  @SuppressWarnings("unused")
  enum Other {
    ON,
    OFF
  }

  record Identified(Secret id) {}

  record Thing(
      String id,
      State state,
      @Seconds Duration ttl,
      double size,
      List<Identified> parts,
      @Nullable Map<String, String> notes,
      @Nullable Instant seen,
      boolean old) {}

  record WrongThing(
      @Nullable String id,
      Other state,
      int ttl,
      @Seconds Duration size,
      Identified parts,
      Map<String, @Nullable Long> notes,
      @Nullable String seen,
      boolean more) {}

  record WrongParts(
      Change<String> id,
      String state,
      Duration ttl,
      List<Thing> parts,
      @Nullable Map<String, String> notes,
      Instant seen) {}

  record Update(String name, @Json(name = "expires_at") Change<Instant> expiresAt) {}

  record WrongUpdate(Change<String> name, @Json(name = "expires_at") @Nullable Instant expiresAt) {}

  record NullableUpdate(
      @Nullable String name, @Json(name = "expires_at") @Nullable Change<String> expiresAt) {}

  @SuppressWarnings("unused")
  interface Routes {
    @GET("things/{thing_id}")
    Call<Thing> right(
        @Path("thing_id") String id,
        @Query("since") Instant since,
        @Query("limit") @Nullable Integer limit);

    @GET("things/{thing_id}")
    Call<Thing> wrongParameters(
        @Path("thing_id") int id,
        @Query("since") @Nullable String since,
        @Query("limit") int limit,
        @Query("more") String more,
        @QueryMap Map<String, String> others,
        @Body Thing body);

    @GET("things/{thing_id}")
    Call<Void> nothing();

    @GET("things/{thing_id}")
    Call<WrongThing> wrongAnswer(@Path("thing_id") String id, @Query("since") Instant since);

    @GET("things/{thing_id}")
    Call<WrongParts> wrongParts(@Path("thing_id") String id, @Query("since") Instant since);

    @PATCH("things/{thing_id}")
    Call<Void> rightBody(@Path("thing_id") String id, @Body Update body);

    @PATCH("things/{thing_id}")
    Call<Thing> noBody(@Path("thing_id") String id);

    @PATCH("things/{thing_id}")
    Call<Void> wrongBody(@Path("thing_id") String id, @Body WrongUpdate body);

    @PATCH("things/{thing_id}")
    Call<Void> nullableBody(@Path("thing_id") String id, @Body NullableUpdate body);

    @PATCH("things/{thing_id}")
    Call<Void> plainBody(@Path("thing_id") String id, @Body String body);
  }

  private static final Map<String, String> EXPECTED =
      Map.of(
          "right",
          "",
          "rightBody",
          "",
          "wrongParameters",
          """
          parameter 4: @retrofit2.http.QueryMap(encoded=false) cannot be compared
          body: is not in the contract
          path thing_id: is string, but int
          query since: is required, but @Nullable
          query since: is date-time, but String
          query limit: is optional, but not @Nullable
          query more: is not in the contract
          """,
          "nothing",
          """
          path thing_id: is missing
          query since: is missing
          query limit: is missing
          answer: has content, but Void
          """,
          "wrongAnswer",
          """
          query limit: is missing
          answer /id: is required, but @Nullable in WrongThing
          answer /state: Other has no UNKNOWN
          answer /state: Other has no constant for [half-on]
          answer /state: Other has constants that are not in the contract: [off]
          answer /ttl: is int64, but int
          answer /size: is number, but Duration
          answer /parts: is an array, but Identified
          answer /notes: may be missing, but is not @Nullable in WrongThing
          answer /notes/*: is @Nullable, but never null
          answer /notes/*: is string, but Long
          answer /seen: is date-time, but String
          answer /more: is in WrongThing, but not in the contract
          """,
          "wrongParts",
          """
          query limit: is missing
          answer /size: is missing in WrongParts
          answer /id: takes no null, but is a Change in WrongParts
          answer /state: is string of [on, half-on], but String
          answer /ttl: is int64, but Duration
          answer /parts/0/state: is in Thing, but not in the contract
          answer /parts/0/ttl: is in Thing, but not in the contract
          answer /parts/0/size: is in Thing, but not in the contract
          answer /parts/0/parts: is in Thing, but not in the contract
          answer /parts/0/notes: is in Thing, but not in the contract
          answer /parts/0/seen: is in Thing, but not in the contract
          answer /parts/0/old: is in Thing, but not in the contract
          answer /seen: may be missing, but is not @Nullable in WrongParts
          """,
          "noBody",
          """
          body: is missing
          answer: has no content, but Thing
          """,
          "wrongBody",
          """
          body /name: takes no null, but is a Change in WrongUpdate
          body /expires_at: can be emptied with null, but is no Change in WrongUpdate
          """,
          "nullableBody",
          """
          body /name: is required, but @Nullable in NullableUpdate
          body /expires_at: is a @Nullable Change in NullableUpdate
          body /expires_at: is date-time, but String
          """,
          "plainBody",
          """
          body : is an object with fields, but String
          """);

  @TestFactory
  Stream<DynamicTest> route_hasTheseFindings() {
    List<Route> routes = Route.of(Routes.class);
    assertEquals(EXPECTED.size(), routes.size());
    return routes.stream()
        .map(
            route ->
                DynamicTest.dynamicTest(
                    route.java().getName(),
                    () -> assertEquals(EXPECTED.get(route.java().getName()), findings(route))));
  }

  private static String findings(Route route) {
    Operation operation = FACTS.operation(route.verb(), route.path()).orElseThrow();
    StringBuilder found = new StringBuilder();
    OperationCheck.check(route, operation).forEach(f -> found.append(f).append('\n'));
    return found.toString();
  }
}
