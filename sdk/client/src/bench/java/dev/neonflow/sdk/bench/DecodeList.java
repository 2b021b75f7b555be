package dev.neonflow.sdk.bench;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import com.squareup.moshi.JsonAdapter;
import dev.neonflow.sdk.internal.api.BranchWire;
import dev.neonflow.sdk.internal.json.NeonJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import okio.Buffer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** The answer with 10,000 branches, decoded by the client's Moshi and by Jackson. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class DecodeList {

  private byte[] answer;
  private JsonAdapter<BranchWire.Branches> moshi;
  private ObjectReader jackson;

  /** Makes the answer. */
  @Setup
  public void prepare() {
    answer = BranchJson.list(10_000).getBytes(StandardCharsets.UTF_8);
    moshi = NeonJson.create().adapter(BranchWire.Branches.class);
    jackson =
        JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build()
            .readerFor(JacksonBranches.class);
  }

  /** By the client's adapters, with all that they check. */
  @Benchmark
  public int client() throws IOException {
    return moshi.fromJson(new Buffer().write(answer)).branches().size();
  }

  /** By Jackson, into records of the same fields. */
  @Benchmark
  public int jackson() throws IOException {
    JacksonBranches value = jackson.readValue(answer);
    return value.branches().size();
  }
}
