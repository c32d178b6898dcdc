"use client";

import dynamic from "next/dynamic";
import { useWatch } from "react-hook-form";
import { Skeleton } from "@/components/ui/skeleton.tsx";
import { ChoiceField } from "../draft/choice-field.tsx";
import type { ScheduleDraft } from "../draft/schedule-draft.ts";
import { Section } from "../draft/section.tsx";
import { HandlerFields } from "./handler-fields.tsx";
import { HttpFields } from "./http-fields.tsx";

const CommandFields = dynamic(() => import("./command-fields.tsx").then((module) => module.CommandFields), {
  loading: () => <Skeleton className="h-96 w-full" />,
});

const GrpcFields = dynamic(() => import("./grpc-fields.tsx").then((module) => module.GrpcFields), {
  loading: () => <Skeleton className="h-64 w-full" />,
});

const KubernetesJobFields = dynamic(
  () => import("./kubernetes-job-fields.tsx").then((module) => module.KubernetesJobFields),
  { loading: () => <Skeleton className="h-96 w-full" /> },
);

/** What a run does. */
export function TargetSection() {
  const type = useWatch<ScheduleDraft, "target.type">({ name: "target.type" });
  return (
    <Section id="target" title="Target" description="What a run does.">
      <ChoiceField
        name="target.type"
        label="Kind"
        className="sm:grid-cols-3"
        choices={[
          { value: "http", label: "HTTP request", description: "Calls a service and judges its status." },
          {
            value: "grpc",
            label: "gRPC call",
            description: "Calls a method of a server and judges its status.",
          },
          {
            value: "kubernetesJob",
            label: "Kubernetes Job",
            description: "Starts a container and waits for its exit code.",
          },
          {
            value: "handler",
            label: "Handler",
            description: "Calls a TypeScript function of your own worker program.",
          },
          {
            value: "command",
            label: "Command",
            description: "Runs a program on a worker that allows it.",
          },
          { value: "noop", label: "Nothing", description: "Succeeds at once: to try out the timing." },
        ]}
      />
      {type === "http" && <HttpFields />}
      {type === "command" && <CommandFields />}
      {type === "grpc" && <GrpcFields />}
      {type === "handler" && <HandlerFields />}
      {type === "kubernetesJob" && <KubernetesJobFields />}
    </Section>
  );
}
