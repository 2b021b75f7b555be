package dev.neonflow.sdk.projects;

/** Something that is connected with a project. */
public enum ApplicationType {
  /** Vercel. */
  VERCEL,
  /** GitHub. */
  GITHUB,
  /** Datadog. */
  DATADOG,
  /** An OpenTelemetry collector. */
  OPENTELEMETRY,
  /** One that this version does not know. */
  UNKNOWN
}
