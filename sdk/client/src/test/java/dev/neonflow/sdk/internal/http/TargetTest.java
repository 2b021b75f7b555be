package dev.neonflow.sdk.internal.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import okhttp3.Request;
import org.junit.jupiter.api.Test;

class TargetTest {

  @Test
  void requestsOfOneTemplate_shareARoute() {
    Request request =
        new Request.Builder()
            .url("http://127.0.0.1/api/v2/projects/p/buckets")
            .tag(
                AnyRequests.Route.class,
                new AnyRequests.Route("GET projects/{id}/buckets", "/shown"))
            .build();
    Target target = Target.of(request, null);
    assertEquals("GET projects/{id}/buckets", target.route());
    assertEquals("GET /shown", target.toString());
  }
}
