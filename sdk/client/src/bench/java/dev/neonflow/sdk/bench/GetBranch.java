package dev.neonflow.sdk.bench;

import com.squareup.moshi.JsonAdapter;
import dev.neonflow.sdk.Neon;
import dev.neonflow.sdk.Secret;
import dev.neonflow.sdk.branches.Branch;
import dev.neonflow.sdk.internal.api.BranchWire;
import dev.neonflow.sdk.internal.json.NeonJson;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** One GET over loopback, by the client and by its bare parts. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class GetBranch {

  private LoopbackServer server;
  private Neon neon;
  private OkHttpClient http;
  private JsonAdapter<BranchWire.OneBranch> json;
  private Request request;

  /** Starts the server. */
  @Setup
  public void start() throws IOException {
    server = new LoopbackServer(BranchJson.answer().getBytes(StandardCharsets.UTF_8));
    neon = Neon.builder(Secret.of("key")).apiBase(URI.create(server.base())).build();
    http = new OkHttpClient();
    json = NeonJson.create().adapter(BranchWire.OneBranch.class);
    request =
        new Request.Builder()
            .url(server.base() + "/projects/p/branches/br-1")
            .header("Authorization", "Bearer key")
            .header("Accept", "application/json")
            .build();
  }

  /** Stops it. */
  @TearDown
  public void stop() throws IOException {
    neon.close();
    http.dispatcher().executorService().shutdown();
    http.connectionPool().evictAll();
    server.close();
  }

  /** As a user calls it. */
  @Benchmark
  public Branch client() {
    return neon.branches().get("p", "br-1").branch();
  }

  /** OkHttp and Moshi, nothing between. */
  @Benchmark
  public Branch bare() throws IOException {
    try (Response response = http.newCall(request).execute()) {
      return json.fromJson(response.body().source()).branch();
    }
  }
}
