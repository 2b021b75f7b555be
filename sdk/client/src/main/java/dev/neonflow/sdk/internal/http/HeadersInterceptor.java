package dev.neonflow.sdk.internal.http;

import dev.neonflow.sdk.Secret;
import java.io.IOException;
import okhttp3.Interceptor;
import okhttp3.Response;

/** Says who asks. The last of our interceptors, so that no other sees the key. */
final class HeadersInterceptor implements Interceptor {
  private final Secret apiKey;
  private final String userAgent;

  HeadersInterceptor(Secret apiKey, String userAgent) {
    this.apiKey = apiKey;
    this.userAgent = userAgent;
  }

  @Override
  public Response intercept(Chain chain) throws IOException {
    return chain.proceed(
        chain
            .request()
            .newBuilder()
            .header("Authorization", "Bearer " + apiKey.reveal())
            .header("User-Agent", userAgent)
            .header("Accept", "application/json")
            .build());
  }
}
