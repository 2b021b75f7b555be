package dev.neonflow.sdk.internal.http;

import java.io.IOException;
import okhttp3.Request;
import okhttp3.ResponseBody;
import okio.Timeout;
import retrofit2.Call;
import retrofit2.Callback;
import retrofit2.Converter;
import retrofit2.Response;

/** A call whose answer has a type that Retrofit's interfaces cannot name: it is known only now. */
final class TypedCall<T> implements Call<T> {
  private final Call<ResponseBody> plain;
  private final Converter<ResponseBody, T> decode;

  TypedCall(Call<ResponseBody> plain, Converter<ResponseBody, T> decode) {
    this.plain = plain;
    this.decode = decode;
  }

  @Override
  public Response<T> execute() throws IOException {
    return typed(plain.execute());
  }

  @Override
  public void enqueue(Callback<T> callback) {
    plain.enqueue(
        new Callback<ResponseBody>() {
          @Override
          public void onResponse(Call<ResponseBody> answered, Response<ResponseBody> response) {
            Response<T> typed;
            try {
              typed = typed(response);
            } catch (IOException | RuntimeException e) {
              callback.onFailure(TypedCall.this, e);
              return;
            }
            callback.onResponse(TypedCall.this, typed);
          }

          @Override
          public void onFailure(Call<ResponseBody> failed, Throwable e) {
            callback.onFailure(TypedCall.this, e);
          }
        });
  }

  private Response<T> typed(Response<ResponseBody> response) throws IOException {
    ResponseBody error = response.errorBody();
    if (error != null) {
      return Response.error(error, response.raw());
    }
    ResponseBody body = response.body();
    return Response.success(body == null ? null : decode.convert(body), response.raw());
  }

  @Override
  public boolean isExecuted() {
    return plain.isExecuted();
  }

  @Override
  public void cancel() {
    plain.cancel();
  }

  @Override
  public boolean isCanceled() {
    return plain.isCanceled();
  }

  @Override
  public Call<T> clone() {
    return new TypedCall<>(plain.clone(), decode);
  }

  @Override
  public Request request() {
    return plain.request();
  }

  @Override
  public Timeout timeout() {
    return plain.timeout();
  }
}
