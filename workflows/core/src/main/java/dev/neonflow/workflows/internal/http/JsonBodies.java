package dev.neonflow.workflows.internal.http;

import com.squareup.moshi.JsonAdapter;
import com.squareup.moshi.JsonDataException;
import com.squareup.moshi.Moshi;
import dev.neonflow.workflows.internal.redaction.Redactor;
import java.io.IOException;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import okhttp3.RequestBody;
import okhttp3.ResponseBody;
import org.jspecify.annotations.Nullable;
import retrofit2.Converter;
import retrofit2.Retrofit;
import retrofit2.converter.moshi.MoshiConverterFactory;

/**
 * JSON by Moshi, with the answer read whole before it is decoded: what fails while reading is the
 * network, what fails after it is the answer's content.
 */
final class JsonBodies extends Converter.Factory {
  /** Any JSON value, as maps, lists and plain values. */
  static final JsonAdapter<Object> ANYTHING = new Moshi.Builder().build().adapter(Object.class);

  private static final int LONGEST_ERROR = 64 * 1024;

  private final MoshiConverterFactory moshi =
      MoshiConverterFactory.create(new Moshi.Builder().build());

  /** The answer is complete, but is not what the route says. */
  static final class UnreadableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnreadableException() {
      // Neither the text nor the cause, which repeats parts of it.
      super("the answer is not the JSON that was expected");
    }
  }

  @Override
  public @Nullable Converter<ResponseBody, ?> responseBodyConverter(
      Type type, Annotation[] annotations, Retrofit retrofit) {
    Converter<ResponseBody, ?> decode = moshi.responseBodyConverter(type, annotations, retrofit);
    return decode == null ? null : body -> decoded(decode, body);
  }

  @Override
  public @Nullable Converter<?, RequestBody> requestBodyConverter(
      Type type,
      Annotation[] parameterAnnotations,
      Annotation[] methodAnnotations,
      Retrofit retrofit) {
    return moshi.requestBodyConverter(type, parameterAnnotations, methodAnnotations, retrofit);
  }

  private static @Nullable Object decoded(Converter<ResponseBody, ?> decode, ResponseBody body)
      throws IOException {
    byte[] whole = body.bytes();
    if (whole.length == 0) {
      return null;
    }
    try {
      return decode.convert(ResponseBody.create(whole, body.contentType()));
    } catch (IOException | JsonDataException | AssertionError e) {
      // The last is Moshi's way to say that a record's constructor threw.
      throw new UnreadableException();
    }
  }

  /** The body of an error, without secrets, also where JSON spells them with escapes. */
  static String errorText(String text, Redactor redactor) {
    try {
      return redactor.redact(ANYTHING.toJson(redacted(ANYTHING.fromJson(text), redactor)));
    } catch (IOException | JsonDataException notJson) {
      return redactor.redactBeginning(text, LONGEST_ERROR);
    }
  }

  private static @Nullable Object redacted(@Nullable Object value, Redactor redactor) {
    if (value instanceof String text) {
      return redactor.redact(text);
    }
    if (value instanceof List<?> list) {
      return list.stream().map(item -> redacted(item, redactor)).toList();
    }
    if (value instanceof Map<?, ?> members) {
      Map<String, @Nullable Object> shown = new LinkedHashMap<>();
      members.forEach(
          (name, item) ->
              shown.put(redactor.redact(String.valueOf(name)), redacted(item, redactor)));
      return shown;
    }
    return value;
  }
}
