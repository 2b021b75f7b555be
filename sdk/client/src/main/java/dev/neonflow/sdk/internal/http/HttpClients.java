package dev.neonflow.sdk.internal.http;

import java.net.URI;
import java.util.List;
import okhttp3.Call;
import okhttp3.ConnectionSpec;
import okhttp3.Dispatcher;
import okhttp3.OkHttpClient;

/** Makes the OkHttp client. */
public final class HttpClients {
  private HttpClients() {}

  /**
   * A client with threads of its own that do not keep a process alive. For a base of this machine
   * without TLS it has none: to read whom the machine trusts would take longer than a request.
   */
  public static OkHttpClient own(URI base) {
    Dispatcher dispatcher = new Dispatcher(Daemon.http());
    dispatcher.setMaxRequestsPerHost(32);
    OkHttpClient.Builder builder = new OkHttpClient.Builder().dispatcher(dispatcher);
    if ("http".equalsIgnoreCase(base.getScheme())) {
      builder.connectionSpecs(List.of(ConnectionSpec.CLEARTEXT));
    }
    return builder.build();
  }

  /** Makes calls whose requests know what became of them. */
  public static Call.Factory calls(OkHttpClient base, HttpSettings settings) {
    OkHttpClient client = derive(base, settings);
    return request ->
        client.newCall(request.newBuilder().tag(Delivery.class, new Delivery()).build());
  }

  /**
   * What this client needs on top of {@code base}, whose pools it shares. OkHttp's own retry would
   * silently send a write twice, and no answer of this API is a redirect: both are off.
   */
  private static OkHttpClient derive(OkHttpClient base, HttpSettings settings) {
    return base.newBuilder()
        .retryOnConnectionFailure(false)
        .followRedirects(false)
        .followSslRedirects(false)
        .connectTimeout(settings.connectTimeout())
        .readTimeout(settings.requestTimeout())
        .writeTimeout(settings.requestTimeout())
        .callTimeout(settings.requestTimeout())
        .dns(new Lookup(base.dns()))
        .addInterceptor(new LoggingInterceptor(settings.clock(), settings.apiKey()))
        .addInterceptor(new Delivery.Outer(settings.apiKey(), settings.userAgent()))
        .addNetworkInterceptor(new Delivery.Inner())
        .build();
  }
}
