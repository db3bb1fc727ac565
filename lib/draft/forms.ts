/** The forms that keep drafts, by name: page and flow must mean the same one. Pure; shared with the browser. */

export const newProjectForm = 'project:new';
export const projectForm = (projectId: string) => `project:${projectId}`;

export const planChoiceForm = 'plan:choice';
export const billingForm = 'plan:billing';

/** Forms of sensitive pages: after a break their drafts are shown with proof alone. */
export const isSensitiveForm = (form: string) => form.startsWith('plan:');
