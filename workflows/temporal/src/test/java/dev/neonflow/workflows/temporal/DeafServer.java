package dev.neonflow.workflows.temporal;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Lets the first call of a method fail.
 *
 * @param method its name, such as {@code SignalWorkflowExecution}
 */
record DeafServer(String method, Status.Code code, AtomicBoolean failed)
    implements ClientInterceptor {

  DeafServer(String method, Status.Code code) {
    this(method, code, new AtomicBoolean());
  }

  @Override
  public <A, B> ClientCall<A, B> interceptCall(
      MethodDescriptor<A, B> called, CallOptions options, Channel next) {
    if (method.equals(called.getBareMethodName()) && failed.compareAndSet(false, true)) {
      throw new StatusRuntimeException(code.toStatus().withDescription("not now"));
    }
    return next.newCall(called, options);
  }
}
