package dev.neonflow.sdk.internal.http;

import com.squareup.moshi.JsonAdapter;
import com.squareup.moshi.JsonDataException;
import com.squareup.moshi.Moshi;
import java.io.IOException;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import okhttp3.MediaType;
import okhttp3.RequestBody;
import okhttp3.ResponseBody;
import org.jspecify.annotations.Nullable;
import retrofit2.Converter;
import retrofit2.Retrofit;
import retrofit2.converter.moshi.MoshiConverterFactory;

/**
 * Moshi's converters, with the answer read whole before it is decoded: what fails while reading is
 * the network, what fails after it is the answer's content.
 */
public final class GuardedConverters extends Converter.Factory {
  /** What such an answer is called. */
  static final String A_PAGE = "a page for people, perhaps of a proxy";

  private static final Pattern PLACE = Pattern.compile(" at path \\$\\S*$");

  private final Moshi json;
  private final MoshiConverterFactory moshi;

  /** Decodes with this configuration. */
  public GuardedConverters(Moshi moshi) {
    this.json = moshi;
    this.moshi = MoshiConverterFactory.create(moshi);
  }

  /** Neon answers with JSON; a page for people is of whatever stands in between. */
  static boolean isPage(@Nullable MediaType type) {
    return type != null && type.subtype().contains("html");
  }

  /** The answer is complete but cannot be read. */
  static final class UnreadableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnreadableException(String message, Throwable cause) {
      super(message, cause);
    }
  }

  @Override
  public @Nullable Converter<ResponseBody, ?> responseBodyConverter(
      Type type, Annotation[] annotations, Retrofit retrofit) {
    Converter<ResponseBody, ?> decode = moshi.responseBodyConverter(type, annotations, retrofit);
    return decode == null ? null : body -> guarded(decode, body);
  }

  @Override
  public @Nullable Converter<?, RequestBody> requestBodyConverter(
      Type type,
      Annotation[] parameterAnnotations,
      Annotation[] methodAnnotations,
      Retrofit retrofit) {
    return moshi.requestBodyConverter(type, parameterAnnotations, methodAnnotations, retrofit);
  }

  /** The constants of an enum are spelled in a query as they are in JSON. */
  @Override
  public @Nullable Converter<?, String> stringConverter(
      Type type, Annotation[] annotations, Retrofit retrofit) {
    if (!(type instanceof Class<?> raw) || !raw.isEnum()) {
      return null;
    }
    JsonAdapter<Object> words = json.adapter(type);
    return (Object value) -> String.valueOf(words.toJsonValue(value));
  }

  /** Moshi's own words are advice for programmers. */
  private static String place(IOException e) {
    Matcher place = PLACE.matcher(String.valueOf(e.getMessage()));
    return place.find() ? place.group() : "";
  }

  private static @Nullable Object guarded(Converter<ResponseBody, ?> decode, ResponseBody body)
      throws IOException {
    ResponseBody whole = ResponseBody.create(body.bytes(), body.contentType());
    try {
      return decode.convert(whole);
    } catch (JsonDataException e) {
      throw new UnreadableException(String.valueOf(e.getMessage()), e);
    } catch (IOException e) {
      if (isPage(body.contentType())) {
        throw new UnreadableException(A_PAGE, e);
      }
      throw new UnreadableException("not JSON, or cut off" + place(e), e);
    } catch (AssertionError e) {
      // Moshi's way to say that a record's constructor threw.
      throw new UnreadableException("a value that its record refuses", e);
    }
  }
}
