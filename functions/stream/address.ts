import * as z from 'zod/mini';
import { type CallbackLinkPurpose, checkLink, claimFor, linkToken } from '../../domain/callback/link.ts';
import type { Message } from '../../domain/case.ts';
import { complaintBound, complaintClaim, complaintLinkState } from '../../domain/complaint/link.ts';
import { evaluationBound, evaluationClaim } from '../../domain/evaluation/link.ts';
import { evaluationWords } from '../../domain/evaluation/message.ts';
import { signLink } from '../../domain/links.ts';
import type { Cases, Policies } from '../../domain/ports.ts';
import { consentBound, consentClaim, consentLinkState } from '../../domain/pre-underwriting/consent.ts';
import { letterBound, letterClaim, letterLinkState } from '../../domain/reconsideration/link.ts';
import { phoneOf } from '../evaluation/file.ts';

export interface AddressDeps {
  cases: Cases;
  policies: Policies;
  links: { baseUrl: string; key: string };
}

/** Where a message goes and what it says: a link that it brings, or words. */
export interface Addressed {
  phone: string;
  parameters: Record<string, string>;
  extension?: string;
}

/**
 * Nothing when the case went on while the gateway was down, or the number was erased: nobody is asked what is no
 * question any more.
 */
export function address(message: Message, deps: AddressDeps): Promise<Addressed | undefined> {
  switch (message.template) {
    case 'callback-invitation':
    case 'callback-reminder':
      return ofCallback(message, 'answers', deps);
    case 'confirmation-request':
    case 'confirmation-reminder':
      return ofCallback(message, 'confirmation', deps);
    case 'consent-request':
      return ofConsent(message, deps);
    case 'explanation':
    case 'explanation-reminder':
    case 'outcome-letter':
      return ofLetter(message, deps);
    case 'complaint-decision':
      return ofComplaint(message, deps);
    case 'evaluation-request':
    case 'evaluation-reminder':
    case 'evaluation-unclear':
      return ofEvaluation(message, deps);
  }
}

async function ofCallback(
  message: Message,
  purpose: CallbackLinkPurpose,
  { cases, policies, links }: AddressDeps,
): Promise<Addressed | undefined> {
  const callback = await cases.load('callback', message.caseId);
  const policy = await policies.byId(callback.policyId);
  const claim = claimFor(purpose, callback);
  const token = linkToken(claim, callback, links.key);
  const isAsked = message.round === callback.round && checkLink(token, claim, callback, links.key) === 'open';
  return isAsked && policy !== undefined ? addressed(policy.customer.phone, token, links) : undefined;
}

async function ofConsent(message: Message, { cases, links }: AddressDeps): Promise<Addressed | undefined> {
  const matter = await cases.load('pre-underwriting', message.caseId);
  const claim = consentClaim(matter);
  const phone = await contactPhone(message.caseId, cases);
  const isAsked = message.round === claim.round && consentLinkState(matter, claim) === 'open';
  if (!isAsked || phone === undefined) return undefined;
  return addressed(phone, signLink(claim, consentBound(matter), links.key), links);
}

const Contact = z.object({ phone: z.string() });

async function contactPhone(caseId: string, cases: Cases): Promise<string | undefined> {
  const contact = Contact.safeParse((await cases.content(caseId, 'contact'))?.body);
  return contact.success ? contact.data.phone : undefined;
}

function addressed(phone: string, token: string, { baseUrl }: AddressDeps['links']): Addressed {
  return { phone, parameters: { link: `${baseUrl}/c/${token}` } };
}

async function ofLetter(message: Message, { cases, links }: AddressDeps): Promise<Addressed | undefined> {
  const matter = await cases.load('reconsideration', message.caseId);
  const claim = letterClaim(matter);
  const phone = await contactPhone(message.caseId, cases);
  const isAsked = message.round === claim.round && letterLinkState(matter, claim) === 'open';
  if (!isAsked || phone === undefined) return undefined;
  return addressed(phone, signLink(claim, letterBound(matter), links.key), links);
}

async function ofComplaint(message: Message, { cases, links }: AddressDeps): Promise<Addressed | undefined> {
  const complaint = await cases.load('complaint', message.caseId);
  const claim = complaintClaim(complaint);
  const phone = await contactPhone(message.caseId, cases);
  const isAsked = message.round === claim.round && complaintLinkState(complaint, claim) === 'open';
  if (!isAsked || phone === undefined) return undefined;
  return addressed(phone, signLink(claim, complaintBound(complaint), links.key), links);
}

/** Whoever wrote that no more messages are wanted after this one was decided gets it no more. */
async function ofEvaluation(
  message: Message,
  { cases, policies, links }: AddressDeps,
): Promise<Addressed | undefined> {
  const matter = await cases.load('evaluation', message.caseId);
  const phone = await phoneOf(matter, { cases, policies });
  const isAsked = message.round === matter.sent.length && matter.stage === 'awaiting-reply';
  if (!isAsked || phone === undefined) return undefined;
  if ((await policies.optedOutAt(phone)) !== undefined) return undefined;
  const token = signLink(evaluationClaim(matter), evaluationBound(matter), links.key);
  const { parameters } = addressed(phone, token, links);
  return {
    phone,
    parameters: {
      ...evaluationWords(matter),
      ...(message.template === 'evaluation-reminder' ? parameters : {}),
    },
    extension: matter.extension,
  };
}
