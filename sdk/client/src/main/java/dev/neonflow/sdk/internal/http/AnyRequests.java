package dev.neonflow.sdk.internal.http;

import com.squareup.moshi.JsonAdapter;
import com.squareup.moshi.Moshi;
import com.squareup.moshi.Types;
import dev.neonflow.sdk.NeonRequest;
import dev.neonflow.sdk.NeonRequest.Method;
import dev.neonflow.sdk.internal.json.SentNulls;
import java.io.IOException;
import java.lang.annotation.Annotation;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.RequestBody;
import okhttp3.ResponseBody;
import okio.Buffer;
import org.jspecify.annotations.Nullable;
import retrofit2.Call;
import retrofit2.Converter;
import retrofit2.Retrofit;
import retrofit2.http.Body;
import retrofit2.http.DELETE;
import retrofit2.http.GET;
import retrofit2.http.HTTP;
import retrofit2.http.PATCH;
import retrofit2.http.POST;
import retrofit2.http.PUT;
import retrofit2.http.Tag;
import retrofit2.http.Url;

/** Sends requests that no resource has a method for, in the same way as all others. */
public final class AnyRequests {
  private static final Annotation[] PLAIN = {};
  private static final RequestBody NOTHING = RequestBody.create(new byte[0], null);
  private static final MediaType JSON = MediaType.get("application/json; charset=UTF-8");

  private final CallRunner runner;
  private final Retrofit retrofit;
  private final Verbs verbs;
  private final JsonAdapter<Object> bodies;

  interface Verbs {
    @GET
    Call<ResponseBody> get(@Url HttpUrl url, @Tag Route route);

    @POST
    Call<ResponseBody> post(@Url HttpUrl url, @Body RequestBody body, @Tag Route route);

    @PUT
    Call<ResponseBody> put(@Url HttpUrl url, @Body RequestBody body, @Tag Route route);

    @PATCH
    Call<ResponseBody> patch(@Url HttpUrl url, @Body RequestBody body, @Tag Route route);

    @DELETE
    Call<ResponseBody> delete(@Url HttpUrl url, @Tag Route route);

    @HTTP(method = "DELETE", hasBody = true)
    Call<ResponseBody> delete(@Url HttpUrl url, @Body RequestBody body, @Tag Route route);
  }

  /**
   * What is told of a request.
   *
   * @param name the same for all requests of one operation, for their pace
   * @param shownPath the path without the values whose names say that they are secret
   */
  record Route(String name, String shownPath) {}

  /** Over these. */
  public AnyRequests(CallRunner runner, Retrofit retrofit, Moshi moshi) {
    this.runner = runner;
    this.retrofit = retrofit;
    this.verbs = retrofit.create(Verbs.class);
    this.bodies = moshi.newBuilder().add(new SentNulls()).build().adapter(Object.class);
  }

  /** The answer as this type. */
  public <T> T send(NeonRequest request, Class<T> type) {
    if (type == Void.class) {
      throw new IllegalArgumentException(
          "for an answer without content call request(NeonRequest) without a type: " + request);
    }
    Call<T> call = call(request, readable(type));
    return request.method() == Method.GET
        ? runner.read(call)
        : runner.write(call, write(request, call));
  }

  /** Refuses a type that cannot be read before anything is sent. */
  private <T> Converter<ResponseBody, T> readable(Class<T> type) {
    try {
      return retrofit.responseBodyConverter(type, PLAIN);
    } catch (AssertionError e) {
      // Moshi's way to say that a record, or one within it, is not public.
      throw new IllegalArgumentException(type + " cannot be read: make all its records public", e);
    }
  }

  /** The answer's fields; empty if it has no content. */
  public Map<String, Object> send(NeonRequest request) {
    Converter<ResponseBody, Map<String, Object>> decode =
        retrofit.responseBodyConverter(
            Types.newParameterizedType(Map.class, String.class, Object.class), PLAIN);
    Call<Map<String, Object>> call =
        call(request, body -> body.source().exhausted() ? Map.of() : decode.convert(body));
    if (request.method() == Method.GET) {
      return runner.read(call);
    }
    Optional<Map<String, Object>> answer = runner.writeOrNothing(call, write(request, call));
    return answer.orElse(Map.of());
  }

  private <T> Call<T> call(NeonRequest request, Converter<ResponseBody, T> decode) {
    HttpUrl filled = filled(request, request.pathValues());
    HttpUrl.Builder url = filled.newBuilder();
    request
        .queryValues()
        .forEach((name, values) -> values.forEach(value -> url.addQueryParameter(name, value)));
    return new TypedCall<>(plain(request, url.build()), decode);
  }

  private HttpUrl filled(NeonRequest request, Map<String, String> values) {
    return PathTemplate.parse(request.path()).fill(retrofit.baseUrl(), values);
  }

  private String shownPath(NeonRequest request, HttpUrl url) {
    Map<String, String> shown = new HashMap<>(request.pathValues());
    shown.replaceAll((name, value) -> BodyText.isSecret(name) ? BodyText.HIDDEN : value);
    return shown.equals(request.pathValues())
        ? url.encodedPath()
        : filled(request, shown).encodedPath();
  }

  private Call<ResponseBody> plain(NeonRequest request, HttpUrl url) {
    Route route = new Route(request.toString(), shownPath(request, url));
    Object content = request.content();
    RequestBody body = content == null ? NOTHING : encoded(request, content);
    return switch (request.method()) {
      case GET -> verbs.get(url, route);
      case POST -> verbs.post(url, body, route);
      case PUT -> verbs.put(url, body, route);
      case PATCH -> verbs.patch(url, body, route);
      case DELETE -> content == null ? verbs.delete(url, route) : verbs.delete(url, body, route);
    };
  }

  private RequestBody encoded(NeonRequest request, Object content) {
    Buffer json = new Buffer();
    try {
      bodies.toJson(json, content);
    } catch (IOException | RuntimeException | AssertionError e) {
      throw new IllegalArgumentException("the body of " + request + " cannot be JSON", e);
    }
    return RequestBody.create(json.readByteString(), JSON);
  }

  private static <T> Write<T> write(NeonRequest request, Call<T> call) {
    String lookAt = "what " + Target.of(call.request(), null) + " is about";
    @Nullable String project = request.pathValues().get("project_id");
    return request.isRepeatable() ? Write.repeatable(lookAt, project) : Write.unresolved(lookAt);
  }
}
