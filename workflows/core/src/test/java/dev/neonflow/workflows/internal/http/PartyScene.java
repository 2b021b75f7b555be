package dev.neonflow.workflows.internal.http;

import dev.neonflow.sdk.Secret;
import dev.neonflow.workflows.FakeContext;
import java.io.IOException;
import java.net.InetAddress;
import java.util.Map;
import java.util.stream.Stream;
import okhttp3.mockwebserver.MockResponse;
import okhttp3.mockwebserver.MockWebServer;
import okhttp3.mockwebserver.SocketPolicy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import retrofit2.Call;
import retrofit2.http.Body;
import retrofit2.http.DELETE;
import retrofit2.http.GET;
import retrofit2.http.PATCH;
import retrofit2.http.POST;
import retrofit2.http.PUT;
import retrofit2.http.Query;

/** A third party that answers as it is told. */
abstract class PartyScene {
  static final Secret TOKEN = Secret.of("t0k\"en/+=%-of\\acme");

  /** A JSON object of the party. */
  public record Thing(String name, Integer size) {}

  interface Routes {
    @GET("v1/things")
    Call<Thing> get(@Query("key") String key);

    @POST("v1/things")
    Call<Thing> post(@Body Thing thing);

    @PATCH("v1/things")
    Call<Thing> patch(@Body Thing thing);

    @PUT("v1/things")
    Call<Thing> put(@Body Thing thing);

    @DELETE("v1/things")
    Call<Void> delete();
  }

  final MockWebServer server = new MockWebServer();
  final FakeContext context = FakeContext.forCommit("c1");
  ThirdParty party;
  Routes routes;

  @BeforeEach
  final void start() throws IOException {
    server.start(InetAddress.getLoopbackAddress(), 0);
    context.skipsPauses = true;
    party =
        ThirdParty.of("Acme", server.url("/api").uri(), Map.of("X-Version", "2022-11-28"), TOKEN);
    routes = party.routes(Routes.class);
  }

  @AfterEach
  final void stop() throws IOException {
    server.shutdown();
  }

  void answers(MockResponse... responses) {
    Stream.of(responses).forEach(server::enqueue);
  }

  static MockResponse status(int status) {
    return new MockResponse().setResponseCode(status);
  }

  static MockResponse thing() {
    return new MockResponse().setBody("{\"name\":\"a\",\"size\":1,\"more\":[]}");
  }

  static MockResponse cut() {
    return new MockResponse().setSocketPolicy(SocketPolicy.DISCONNECT_AFTER_REQUEST);
  }

  Call<?> call(String method) {
    Thing thing = new Thing("a", null);
    return switch (method) {
      case "GET" -> routes.get("k");
      case "POST" -> routes.post(thing);
      case "PATCH" -> routes.patch(thing);
      case "PUT" -> routes.put(thing);
      default -> routes.delete();
    };
  }
}
