package dev.neonflow.sdk.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import retrofit2.Call;
import retrofit2.http.GET;

/** A route that no caller can reach is found. */
class PublicApiTest {
  private static final PublicApi API = PublicApi.of(Start.class);

  @SuppressWarnings("unused")
  public interface Start {
    OuterApi outer();
  }

  @SuppressWarnings("unused")
  public interface OuterApi {
    ThingsApi things();
  }

  @SuppressWarnings("unused")
  public interface ThingsApi {
    default String get(String projectId) {
      return get(projectId, "a");
    }

    String get(String projectId, String thingId);
  }

  public interface LonelyApi {
    void get();
  }

  abstract static class HttpThings implements ThingsApi {
    @SuppressWarnings("unused")
    interface Routes {
      @GET("things")
      Call<Void> get();

      @GET("things/all")
      Call<Void> list();
    }
  }

  abstract static class HttpLonely implements LonelyApi {
    @SuppressWarnings("unused")
    interface Routes {
      @GET("lonely")
      Call<Void> get();
    }
  }

  @Test
  void methodBehindTwoAccessors_isReached() {
    Route route = route(HttpThings.Routes.class, "get");

    assertEquals(Optional.empty(), API.fault(route));
    assertEquals(Optional.of("start.outer().things().get(projectId, thingId)"), API.call(route));
  }

  @Test
  void routeWithoutAMethodOfItsName_isFound() {
    assertEquals(
        Optional.of("HttpThings implements no public interface with a method list"),
        API.fault(route(HttpThings.Routes.class, "list")));
  }

  @Test
  void interfaceWithoutAnAccessor_isFound() {
    assertEquals(
        Optional.of("no accessor leads to what HttpLonely implements"),
        API.fault(route(HttpLonely.Routes.class, "get")));
  }

  private static Route route(Class<?> routes, String name) {
    List<Route> all = Route.of(routes);
    return all.stream().filter(r -> r.java().getName().equals(name)).findFirst().orElseThrow();
  }
}
