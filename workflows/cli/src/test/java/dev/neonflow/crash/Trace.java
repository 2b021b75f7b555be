package dev.neonflow.crash;

import dev.neonflow.workflows.WorkflowEvent;
import dev.neonflow.workflows.WorkflowListener;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import okhttp3.Interceptor;
import okhttp3.Request;
import okhttp3.Response;

/**
 * Names the moments of a run as they come: its events, and both sides of each request. Those whose
 * number depends on how fast the machine is, such as looks at an operation, are left out, so that
 * two runs of a scenario have the same moments.
 */
final class Trace implements WorkflowListener, Interceptor {

  private final Consumer<String> moments;
  private final Map<String, Integer> seen = new HashMap<>();

  /** Tells the moments to somebody, who may keep the run waiting. */
  Trace(Consumer<String> moments) {
    this.moments = moments;
  }

  @Override
  public void on(WorkflowEvent event) {
    if (event instanceof WorkflowEvent.StepStarted started) {
      reached("begin of " + started.stepId(), false);
    } else if (event instanceof WorkflowEvent.StepProgress progress) {
      reached("progress of " + progress.stepId(), true);
    } else if (event instanceof WorkflowEvent.StepCompleted completed) {
      reached("end of " + completed.outcome().stepId(), false);
    }
  }

  @Override
  public Response intercept(Chain chain) throws IOException {
    Request request = chain.request();
    String name = request.method() + " " + route(request);
    if (name.contains("/operations")) {
      return chain.proceed(request);
    }
    boolean read = request.method().equals("GET");
    if (!read) {
      reached("before " + name, false);
    }
    Response response = chain.proceed(request);
    reached("after " + name, read);
    return response;
  }

  private synchronized void reached(String name, boolean onlyOnce) {
    int times = seen.merge(name, 1, Integer::sum);
    if (!onlyOnce || times == 1) {
      moments.accept(times == 1 ? name : name + " #" + times);
    }
  }

  private static String route(Request request) {
    return request
        .url()
        .encodedPath()
        .replaceFirst("^.*/projects/[^/]+", "")
        .replaceAll("/(br|ep)-[^/]+", "/{$1}");
  }
}
