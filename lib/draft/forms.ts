/** The forms that keep drafts, by name: page and flow must mean the same one. Pure; shared with the browser. */

/** One for each organization: what is begun in one is not offered in another. */
export const newProjectForm = (organizationId: string) => `project:new:${organizationId}`; // only: sample
export const projectForm = (projectId: string) => `project:${projectId}`; // only: sample

export const planChoiceForm = 'plan:choice'; // only: plans
export const billingForm = 'plan:billing'; // only: plans

/** How the names of forms on sensitive pages begin. */
const sensitiveForms: readonly string[] = [
  'plan:', // only: plans
];

/** After a break their drafts are shown with proof alone. */
export const isSensitiveForm = (form: string) => sensitiveForms.some((start) => form.startsWith(start));
