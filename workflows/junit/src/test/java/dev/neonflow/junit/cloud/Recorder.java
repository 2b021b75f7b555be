package dev.neonflow.junit.cloud;

import com.squareup.moshi.JsonAdapter;
import com.squareup.moshi.Moshi;
import java.io.IOException;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;
import okhttp3.Interceptor;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * Notes the shape of every answer under the operation that runs. Answers that the client is to try
 * again say nothing of the operation and are left out.
 */
final class Recorder implements Interceptor {

  private static final Set<Integer> PASSING = Set.of(423, 429, 503, 524);
  private static final long LONGEST = 4 * 1024 * 1024;

  private final Facts facts;
  private final AtomicReference<@Nullable String> operation = new AtomicReference<>();
  private final JsonAdapter<Object> json = new Moshi.Builder().build().adapter(Object.class);

  Recorder(Facts facts) {
    this.facts = facts;
  }

  /** What follows belongs to this operation. */
  void startOf(String name) {
    operation.set(name);
  }

  /** What follows is not noted: how often operations are looked at depends on the moment. */
  void pause() {
    operation.set(null);
  }

  @Override
  public Response intercept(Chain chain) throws IOException {
    Response response = chain.proceed(chain.request());
    String name = operation.get();
    if (name != null && !PASSING.contains(response.code())) {
      Set<String> seen = new TreeSet<>();
      seen.add("status " + response.code());
      String body = response.peekBody(LONGEST).string();
      if (!body.isEmpty()) {
        seen.addAll(shape(body));
      }
      facts.note(name, seen);
    }
    return response;
  }

  private Set<String> shape(String body) {
    try {
      return Shape.of(json.fromJson(body));
    } catch (IOException notJson) {
      return Set.of("no JSON");
    }
  }
}
